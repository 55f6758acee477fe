package dev.tocsin.notification.log;

import java.time.Duration;

/**
 * A claim of an instance on a slot, or its renewal. The order of the log decides whether it wins: see
 * {@link SlotState#claimed}.
 *
 * @param claimId the same in renewals; every new claim has a new id
 * @param lease how long the claim is live after its append or its last renewal
 */
public record Claim(Slot slot, String claimId, String instance, Duration lease) implements ClusterRecord {
    public Claim {
        if (claimId.isEmpty()) {
            throw new IllegalArgumentException("a claim on %s has no id".formatted(slot));
        }
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException(
                    "claim %s on %s has lease %s, but it must be positive".formatted(claimId, slot, lease));
        }
    }
}
