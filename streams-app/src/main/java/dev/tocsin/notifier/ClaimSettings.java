package dev.tocsin.notifier;

import java.time.Duration;

/**
 * Settings of the claim protocol.
 *
 * @param lease time after which another instance takes over from one that died while it was sending
 * @param headStart time that other instances leave to the preferred one before they claim
 * @param maxAttempts failed attempts after which a claim is released, so that another instance can try
 * @param memberTimeout time since its last heartbeat after which an instance counts as gone
 */
public record ClaimSettings(Duration lease, Duration headStart, int maxAttempts, Duration memberTimeout) {
    public ClaimSettings {
        if (lease.compareTo(headStart) <= 0) {
            throw new IllegalArgumentException(
                    "claim.lease is %s, but must be longer than the head start of %s".formatted(lease, headStart));
        }
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("claim.attempts is %d, but must be at least 1".formatted(maxAttempts));
        }
    }

    /** Claims expire at 90% of the lease, so that another instance has taken over by its end. */
    Duration claimLifetime() {
        return lease.minus(lease.dividedBy(10));
    }

    Duration renewInterval() {
        return claimLifetime().dividedBy(3);
    }
}
