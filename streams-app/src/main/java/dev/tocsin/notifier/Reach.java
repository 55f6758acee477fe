package dev.tocsin.notifier;

import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Which integrations this instance has trouble to reach. There it lets the others go first for a while, who may have
 * none; otherwise each of its groups would wait until it has tried in vain. Used on one loop only.
 */
final class Reach {
    /** Who takes so long to answer may not answer at all. */
    private static final Duration SLOW = Duration.ofSeconds(2);

    private static final Duration DOUBT = Duration.ofMinutes(1);

    private final Loop loop;
    private final Map<Door, Duration> doubtfulUntil = new HashMap<>();

    /** An integration, whatever the group. */
    private record Door(String receiver, String integration, int index) {
        static Door of(Slot slot) {
            return new Door(slot.receiver(), slot.integration(), slot.index());
        }
    }

    Reach(Loop loop) {
        this.loop = loop;
    }

    /** Sees what becomes of an attempt. */
    void watch(Slot slot, CompletableFuture<Outcome> attempt) {
        if (attempt.isDone()) {
            return; // Nobody was asked.
        }
        var slow = loop.after(SLOW, () -> doubt(slot));
        loop.whenDone(attempt, (outcome, error) -> {
            slow.cancel();
            if (error != null || outcome instanceof Outcome.Retryable) {
                doubt(slot);
            } else {
                doubtfulUntil.remove(Door.of(slot));
            }
        });
    }

    boolean isDoubtful(Slot slot, Duration now) {
        return doubtfulUntil.getOrDefault(Door.of(slot), now).compareTo(now) > 0;
    }

    private void doubt(Slot slot) {
        doubtfulUntil.put(Door.of(slot), loop.monotonic().plus(DOUBT));
    }
}
