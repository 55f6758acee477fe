package dev.tocsin.notification.log;

import java.time.Duration;
import java.time.Instant;

/** The instance that won the last claim on a slot. Times are log time. */
public record ClaimHolder(String claimId, String instance, Instant renewedAt, Duration lease) {
    /** No holder. */
    public static final ClaimHolder NONE = new ClaimHolder("", "", Instant.MIN, Duration.ZERO);

    public boolean isNone() {
        return claimId.isEmpty();
    }

    public boolean isLiveAt(Instant logTime) {
        return !isNone() && !liveUntil().isBefore(logTime);
    }

    /** The last instant of log time at which the claim is live. */
    public Instant liveUntil() {
        return renewedAt.plus(lease);
    }

    boolean holdsClaim(String anotherClaimId) {
        return !isNone() && claimId.equals(anotherClaimId);
    }
}
