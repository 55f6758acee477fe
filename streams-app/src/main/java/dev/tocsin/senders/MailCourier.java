package dev.tocsin.senders;

import dev.tocsin.notification.receivers.Email;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.notification.receivers.Telling;
import dev.tocsin.timing.Causes;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Hands mails over to mail servers. Each server has threads of its own, so that one that hangs delays no other. */
final class MailCourier {
    private final InstantSource clock;
    private final Telling.World world;
    private final MailThreads threads = new MailThreads();

    MailCourier(InstantSource clock, Telling.World world) {
        this.clock = clock;
        this.world = world;
    }

    /** Never blocks, never fails. */
    CompletableFuture<Outcome> deliver(Email email, Notification notification, Duration limit) {
        var outcome = new CompletableFuture<Outcome>();
        try {
            threads.of(email.server()).execute(() -> {
                // Nobody waits for it any more: sent now, it would be sent twice.
                if (!outcome.isDone()) {
                    outcome.complete(attempt(email, notification, limit));
                }
            });
        } catch (RejectedExecutionException full) {
            outcome.complete(Outcome.ofNoAnswer("too many mails wait for %s already"
                    .formatted(email.server().host())));
        }
        return outcome.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(error -> Outcome.ofNoAnswer(sentence(error, limit)));
    }

    private Outcome attempt(Email email, Notification notification, Duration limit) {
        try {
            var now = clock.instant();
            var mail = email.mail(new Telling(notification, now, world));
            var files = world.files();
            var dialogue = new SmtpDialogue(
                    email.server(), TlsMaterial.read(email.server().tls(), files), files, limit);
            dialogue.send(new MailMessage(mail), now);
            return new Outcome.Delivered();
        } catch (MessagingException e) {
            return Outcome.ofNoAnswer(Causes.sentence(e));
        } catch (RuntimeException e) {
            return new Outcome.Permanent(Outcome.Cause.OTHER, Causes.sentence(e));
        }
    }

    private static String sentence(Throwable error, Duration limit) {
        return Causes.unwrap(error) instanceof TimeoutException
                ? "no answer within %d ms".formatted(limit.toMillis())
                : Causes.sentence(error);
    }
}
