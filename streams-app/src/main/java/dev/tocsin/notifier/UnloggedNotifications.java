package dev.tocsin.notifier;

import dev.tocsin.kafka.OversizedRecordException;
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
 * Entries of notifications that this instance has sent and that are not in the log yet. Each is appended again until it
 * is in the log; until then this instance decides as if it were. An entry that is too large for the log is appended with
 * fewer alerts. Used on one loop only.
 */
final class UnloggedNotifications {
    private static final Logger LOG = LoggerFactory.getLogger(UnloggedNotifications.class);
    /** Shorter than the wait after an outage, so that the entry is in the log before another instance claims. */
    private static final Duration RETRY_DELAY = Duration.ofMillis(200);

    private final Loop loop;
    private final ClusterLog log;
    private final Map<Slot, NflogEntry> pending = new HashMap<>();
    private CompletableFuture<Void> allLogged = CompletableFuture.completedFuture(null);

    UnloggedNotifications(Loop loop, ClusterLog log) {
        this.loop = loop;
        this.log = log;
    }

    /** The latest entry of the slot: logged, or sent by this instance. */
    NflogEntry last(Slot slot) {
        var logged = log.slot(slot).nflogEntry();
        var own = pending.getOrDefault(slot, logged);
        return own.notifiedAt().isBefore(logged.notifiedAt()) ? logged : own;
    }

    /** Completes once all entries until now are in the log. */
    CompletableFuture<Void> allLogged() {
        return allLogged;
    }

    void log(NflogEntry entry) {
        if (allLogged.isDone()) {
            allLogged = new CompletableFuture<>();
        }
        pending.put(entry.slot(), entry);
        append(entry, 1);
    }

    /** @param attempt from 1 */
    private void append(NflogEntry entry, int attempt) {
        loop.whenDone(log.append(entry), (done, error) -> {
            if (error == null) {
                pending.remove(entry.slot(), entry);
                completeIfAllLogged();
            } else if (entry.equals(pending.get(entry.slot()))) {
                if (error instanceof OversizedRecordException
                        && entry.episodes().size() > 0) {
                    appendFewer(entry, error);
                } else {
                    retry(entry, attempt, error);
                }
            }
        });
    }

    /** Appends at once with half of the alerts: the others are notified again, which is better than all of them. */
    private void appendFewer(NflogEntry entry, Throwable error) {
        var fewer =
                entry.withEpisodes(entry.episodes().limitedTo(entry.episodes().size() / 2));
        LOG.atWarn()
                .addKeyValue("slot", entry.slot())
                .addKeyValue("alerts", entry.episodes().size())
                .addKeyValue("logged", fewer.episodes().size())
                .addKeyValue("reason", Causes.message(error))
                .log("The entry of a notification is too large for the log. Its other alerts are notified again");
        pending.put(fewer.slot(), fewer);
        append(fewer, 1);
    }

    private void retry(NflogEntry entry, int attempt, Throwable error) {
        // The first failure, and then at growing intervals.
        if (Integer.bitCount(attempt) == 1) {
            LOG.atWarn()
                    .addKeyValue("slot", entry.slot())
                    .addKeyValue("attempt", attempt)
                    .addKeyValue("reason", Causes.message(error))
                    .log("A notification was sent, but its entry is not in the log yet. Trying again");
        }
        loop.after(RETRY_DELAY, () -> append(entry, attempt + 1));
    }

    private void completeIfAllLogged() {
        if (pending.isEmpty()) {
            allLogged.complete(null);
        }
    }
}
