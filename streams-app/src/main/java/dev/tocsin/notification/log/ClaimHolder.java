package dev.tocsin.notification.log;

import java.time.Duration;
import java.time.Instant;

/** The instance whose claim on a slot was won last. Times are those of the log. */
public record ClaimHolder(String claimId, String instance, Instant renewedAt, Duration lease) {
    /** Nobody: lapsed before time began. */
    public static final ClaimHolder NONE = new ClaimHolder("", "", Instant.MIN, Duration.ZERO);

    public boolean isNone() {
        return claimId.isEmpty();
    }

    public boolean isLiveAt(Instant logTime) {
        return !isNone() && !liveUntil().isBefore(logTime);
    }

    /** The last instant of the log at which the claim lives. */
    public Instant liveUntil() {
        return renewedAt.plus(lease);
    }

    boolean holdsClaim(String anotherClaimId) {
        return !isNone() && claimId.equals(anotherClaimId);
    }
}
