package dev.tocsin.notifier;

import dev.tocsin.limits.Limit;
import dev.tocsin.notification.log.ClaimHolder;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The claims that this instance waits for, and when it last read a claim of each instance. In a burst of flushes the log
 * is busy for longer than a head start. Times are monotonic. Used on one loop only.
 */
final class ClaimActivity {
    private final Map<String, Duration> lastClaimAt = new HashMap<>();
    /** Append times by claim id, the oldest first. */
    private final Map<String, Duration> inFlight = new LinkedHashMap<>();

    /** This instance appends a claim. */
    void appended(String claimId, Duration now) {
        inFlight.put(claimId, now);
    }

    /** This instance has read its claim, or has given it up. */
    void ended(String claimId) {
        inFlight.remove(claimId);
    }

    /** A slot has changed. @param holder afterwards */
    void read(ClaimHolder holder, Duration now) {
        if (holder.isNone()) {
            return;
        }
        if (lastClaimAt.size() >= Limit.MEMBERS.value()) {
            lastClaimAt.clear();
        }
        lastClaimAt.put(holder.instance(), now);
    }

    /**
     * Whether a claim of this instance has been on its way for longer than a head start, or a claim of another instance
     * was read within that time.
     */
    boolean isBusy(String instance, Duration now, Duration headStart) {
        var last = lastClaimAt.get(instance);
        var isSlow = inFlight.values().stream()
                .limit(1)
                .anyMatch(appendedAt -> now.minus(appendedAt).compareTo(headStart) > 0);
        return isSlow || last != null && now.minus(last).compareTo(headStart) < 0;
    }
}
