package dev.tocsin.notification.log;

import java.time.Duration;

/**
 * A record by which an instance asks for the right to notify a slot, or renews it. Whether it is won is decided by
 * its place in the log: see {@link SlotState#claimed}.
 *
 * @param claimId names this one undertaking; renewals repeat it, the next undertaking has a new one
 * @param lease for how long after its append, or that of its last renewal, the claim lives
 */
public record Claim(Slot slot, String claimId, String instance, Duration lease) implements ClusterRecord {
    public Claim {
        if (claimId.isEmpty()) {
            throw new IllegalArgumentException("a claim on %s has no id".formatted(slot));
        }
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException(
                    "claim %s on %s has lease %s, but it must be longer than nothing".formatted(claimId, slot, lease));
        }
    }
}
