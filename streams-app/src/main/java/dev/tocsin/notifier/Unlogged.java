package dev.tocsin.notifier;

import dev.tocsin.notification.log.Sent;
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
final class Unlogged {
    private static final Logger LOG = LoggerFactory.getLogger(Unlogged.class);
    /** Shorter than others wait to claim once they reach the log again, so that it hears of this first. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Loop loop;
    private final SharedLog log;
    private final Map<Slot, Sent> waiting = new HashMap<>();
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

    Unlogged(Loop loop, SharedLog log) {
        this.loop = loop;
        this.log = log;
    }

    /** What the slot was last told, as far as this instance knows. */
    Sent last(Slot slot) {
        var logged = log.slot(slot).sent();
        var own = waiting.getOrDefault(slot, logged);
        return own.notifiedAt().isBefore(logged.notifiedAt()) ? logged : own;
    }

    int size() {
        return waiting.size();
    }

    /** Done once the log has everything that was sent until now. */
    CompletableFuture<Void> written() {
        return written;
    }

    void write(Sent sent) {
        if (written.isDone()) {
            written = new CompletableFuture<>();
        }
        waiting.put(sent.slot(), sent);
        append(sent);
    }

    private void append(Sent sent) {
        loop.whenDone(log.append(sent), (done, error) -> {
            if (error == null) {
                waiting.remove(sent.slot(), sent);
                completeIfAllIsWritten();
            } else if (sent.equals(waiting.get(sent.slot()))) {
                LOG.atWarn()
                        .addKeyValue("slot", sent.slot())
                        .addKeyValue("reason", Causes.sentence(error))
                        .log("A notification is sent but not logged yet; trying again");
                loop.after(PAUSE, () -> append(sent));
            }
        });
    }

    private void completeIfAllIsWritten() {
        if (waiting.isEmpty()) {
            written.complete(null);
        }
    }
}
