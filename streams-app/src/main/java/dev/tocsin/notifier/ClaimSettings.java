package dev.tocsin.notifier;

import java.time.Duration;

/**
 * How instances share the work of notifying.
 *
 * @param lease within what time another instance sends in place of one that died while it sent
 * @param courtesy how long the others wait for the instance that goes first
 * @param attempts after how many failed attempts a claim is given back, so that another instance may try
 * @param memberTimeout after how long without a heartbeat an instance is no longer waited for
 */
public record ClaimSettings(Duration lease, Duration headStart, int maxAttempts, Duration memberTimeout) {
    public ClaimSettings {
        if (lease.compareTo(headStart) <= 0) {
            throw new IllegalArgumentException(
                    "claim lease is %s, but must be longer than the courtesy delay of %s".formatted(lease, headStart));
        }
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("claim attempts is %d, but must be at least 1".formatted(maxAttempts));
        }
    }

    /** How long a claim lives after its last renewal: less than the lease, at whose end somebody else has won another. */
    Duration claimLifetime() {
        return lease.minus(lease.dividedBy(10));
    }

    Duration renewInterval() {
        return claimLifetime().dividedBy(3);
    }
}
