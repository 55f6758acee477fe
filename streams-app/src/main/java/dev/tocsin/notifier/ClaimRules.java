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
public record ClaimRules(Duration lease, Duration courtesy, int attempts, Duration memberTimeout) {
    public ClaimRules {
        if (lease.compareTo(courtesy) <= 0) {
            throw new IllegalArgumentException(
                    "claim lease is %s, but must be longer than the courtesy delay of %s".formatted(lease, courtesy));
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("claim attempts is %d, but must be at least 1".formatted(attempts));
        }
    }

    /** How long a claim lives after its last renewal: less than the lease, at whose end somebody else has won another. */
    Duration claimLives() {
        return lease.minus(lease.dividedBy(10));
    }

    Duration renewEvery() {
        return claimLives().dividedBy(3);
    }
}
