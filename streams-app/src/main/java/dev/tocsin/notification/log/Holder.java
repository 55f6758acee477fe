package dev.tocsin.notification.log;

import java.time.Duration;
import java.time.Instant;

/** The instance whose claim on a slot was won last. Times are those of the log. */
public record Holder(String claimId, String instance, Instant renewedAt, Duration lease) {
    /** Nobody: lapsed before time began. */
    public static final Holder NOBODY = new Holder("", "", Instant.MIN, Duration.ZERO);

    public boolean isNobody() {
        return claimId.isEmpty();
    }

    public boolean isLiveAt(Instant logTime) {
        return !isNobody() && !lapsesAfter().isBefore(logTime);
    }

    /** The last instant of the log at which the claim lives. */
    public Instant lapsesAfter() {
        return renewedAt.plus(lease);
    }

    boolean holds(String anotherClaimId) {
        return !isNobody() && claimId.equals(anotherClaimId);
    }
}
