package dev.tocsin.notifier;

import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this instance has sent and the log does not know yet. It is written again and again until the log has it, and
 * until then counts here as if it had. Used on one loop only.
 */
final class UnloggedNotifications {
    private static final Logger LOG = LoggerFactory.getLogger(UnloggedNotifications.class);
    /** Shorter than others wait to claim once they reach the log again, so that it hears of this first. */
    private static final Duration RETRY_DELAY = Duration.ofMillis(200);

    private final Loop loop;
    private final ClusterLog log;
    private final Map<Slot, NflogEntry> pending = new HashMap<>();
    private CompletableFuture<Void> allLogged = CompletableFuture.completedFuture(null);

    UnloggedNotifications(Loop loop, ClusterLog log) {
        this.loop = loop;
        this.log = log;
    }

    /** What the slot was last told, as far as this instance knows. */
    NflogEntry last(Slot slot) {
        var logged = log.slot(slot).sent();
        var own = pending.getOrDefault(slot, logged);
        return own.notifiedAt().isBefore(logged.notifiedAt()) ? logged : own;
    }

    int size() {
        return pending.size();
    }

    /** Done once the log has everything that was sent until now. */
    CompletableFuture<Void> allLogged() {
        return allLogged;
    }

    void log(NflogEntry sent) {
        if (allLogged.isDone()) {
            allLogged = new CompletableFuture<>();
        }
        pending.put(sent.slot(), sent);
        append(sent);
    }

    private void append(NflogEntry sent) {
        loop.whenDone(log.append(sent), (done, error) -> {
            if (error == null) {
                pending.remove(sent.slot(), sent);
                completeIfAllLogged();
            } else if (sent.equals(pending.get(sent.slot()))) {
                LOG.atWarn()
                        .addKeyValue("slot", sent.slot())
                        .addKeyValue("reason", Causes.message(error))
                        .log("A notification is sent but not logged yet; trying again");
                loop.after(RETRY_DELAY, () -> append(sent));
            }
        });
    }

    private void completeIfAllLogged() {
        if (pending.isEmpty()) {
            allLogged.complete(null);
        }
    }
}
