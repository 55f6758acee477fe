package dev.tocsin.senders;

import dev.tocsin.limits.Limit;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Email;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.NotificationRenderer;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Threads;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Delivers mails over SMTP. Each server has its own four threads, so that one that hangs delays no other. */
final class EmailSender {
    private static final int THREADS_PER_SERVER = 4;
    private static final int IDLE_SECONDS = 30;

    private final InstantSource clock;
    private final NotificationRenderer.RenderContext renderContext;
    private final Map<String, ThreadPoolExecutor> pools = new ConcurrentHashMap<>();

    EmailSender(InstantSource clock, NotificationRenderer.RenderContext renderContext) {
        this.clock = clock;
        this.renderContext = renderContext;
    }

    /** Never blocks and never fails. */
    CompletableFuture<DeliveryResult> deliver(Email email, Notification notification, Duration limit) {
        var result = new CompletableFuture<DeliveryResult>();
        var server = email.server().host() + ":" + email.server().port();
        try {
            pools.computeIfAbsent(server, EmailSender::openPool).execute(() -> {
                // After a timeout the notifier retries: a mail that is sent now would be sent twice.
                if (!result.isDone()) {
                    result.complete(attempt(email, notification, limit));
                }
            });
        } catch (RejectedExecutionException full) {
            result.complete(DeliveryResult.noResponse(
                    "too many mails wait for %s".formatted(email.server().host())));
        }
        return result.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(error -> DeliveryResult.noResponse(message(error, limit)));
    }

    private static ThreadPoolExecutor openPool(String server) {
        var pool = new ThreadPoolExecutor(
                THREADS_PER_SERVER,
                THREADS_PER_SERVER,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(Limit.WAITING_DELIVERIES.intValue()),
                Threads.daemon("mail-" + server));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private DeliveryResult attempt(Email email, Notification notification, Duration limit) {
        try {
            var now = clock.instant();
            var mail = email.mail(new NotificationRenderer(notification, now, renderContext));
            var files = renderContext.files();
            var client = new SmtpClient(
                    email.server(), TlsMaterial.read(email.server().tls(), files), files, limit);
            client.send(new EmailMessage(mail), now);
            return new DeliveryResult.Delivered();
        } catch (MessagingException e) {
            return DeliveryResult.noResponse(error(e, email.server()));
        } catch (RuntimeException e) {
            return new DeliveryResult.Permanent(DeliveryResult.Cause.OTHER, Causes.message(e));
        }
    }

    private static String error(MessagingException error, Email.MailServer server) {
        return error.getCause() instanceof IOException
                ? ConnectionErrors.described(error, "mail server ", server.host(), server.port())
                        .getMessage()
                : Causes.message(error).strip();
    }

    private static String message(Throwable error, Duration limit) {
        return Causes.unwrap(error) instanceof TimeoutException
                ? "no answer within %d ms".formatted(limit.toMillis())
                : Causes.message(error);
    }
}
