package dev.tocsin.notifier;

import dev.tocsin.notification.log.Slot;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Slots that are due on this instance while another instance holds them. A holder sends or releases within its attempts, so a
 * slot that is held for much longer is a sign of claims that no instance made. Read from any thread.
 */
final class HeldSlots {
    private static final Duration USUAL = Duration.ofMinutes(1);

    /** Longer than a lease and than most group intervals: the next flush of the slot waits again until then. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private final Map<Slot, Wait> waits = new ConcurrentHashMap<>();
    private Duration cleanedAt = Duration.ZERO;

    private record Wait(Duration since, Duration latest) {
        boolean isForgotten(Duration now) {
            return now.minus(latest).compareTo(FORGOTTEN) > 0;
        }
    }

    /** A flush waits for the holder of a slot. @param now monotonic time */
    void waits(Slot slot, Duration now) {
        if (now.minus(cleanedAt).compareTo(USUAL) > 0) {
            cleanedAt = now;
            waits.values().removeIf(wait -> wait.isForgotten(now));
        }
        waits.merge(slot, new Wait(now, now), (before, next) -> new Wait(before.since(), now));
    }

    /** The slot is free, or no notification of it is due. */
    void waitsNoMore(Slot slot) {
        waits.remove(slot);
    }

    /** The number of slots that have been held for longer than a minute. @param now monotonic time */
    long heldForLong(Duration now) {
        return waits.values().stream()
                .filter(wait ->
                        !wait.isForgotten(now) && now.minus(wait.since()).compareTo(USUAL) > 0)
                .count();
    }
}
