package dev.tocsin.senders;

import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Email;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.NotificationRenderer;
import dev.tocsin.timing.Causes;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Hands mails over to mail servers. Each server has threads of its own, so that one that hangs delays no other. */
final class EmailSender {
    private final InstantSource clock;
    private final NotificationRenderer.RenderContext renderContext;
    private final EmailThreadPools threads = new EmailThreadPools();

    EmailSender(InstantSource clock, NotificationRenderer.RenderContext world) {
        this.clock = clock;
        this.renderContext = world;
    }

    /** Never blocks, never fails. */
    CompletableFuture<DeliveryResult> deliver(Email email, Notification notification, Duration limit) {
        var outcome = new CompletableFuture<DeliveryResult>();
        try {
            threads.of(email.server()).execute(() -> {
                // Nobody waits for it any more: sent now, it would be sent twice.
                if (!outcome.isDone()) {
                    outcome.complete(attempt(email, notification, limit));
                }
            });
        } catch (RejectedExecutionException full) {
            outcome.complete(DeliveryResult.noResponse("too many mails wait for %s already"
                    .formatted(email.server().host())));
        }
        return outcome.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(error -> DeliveryResult.noResponse(message(error, limit)));
    }

    private DeliveryResult attempt(Email email, Notification notification, Duration limit) {
        try {
            var now = clock.instant();
            var mail = email.mail(new NotificationRenderer(notification, now, renderContext));
            var files = renderContext.files();
            var dialogue = new SmtpClient(
                    email.server(), TlsMaterial.read(email.server().tls(), files), files, limit);
            dialogue.send(new EmailMessage(mail), now);
            return new DeliveryResult.Delivered();
        } catch (MessagingException e) {
            return DeliveryResult.noResponse(Causes.message(e));
        } catch (RuntimeException e) {
            return new DeliveryResult.Permanent(DeliveryResult.Cause.OTHER, Causes.message(e));
        }
    }

    private static String message(Throwable error, Duration limit) {
        return Causes.unwrap(error) instanceof TimeoutException
                ? "no answer within %d ms".formatted(limit.toMillis())
                : Causes.message(error);
    }
}
