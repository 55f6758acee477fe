package dev.tocsin.notification.silences;

import java.time.Duration;
import java.time.Instant;

/**
 * When a silence ends before its end.
 *
 * @param whenResolved whether it ends once the alerts that it has muted have ended
 * @param grace for how long none of its alerts must fire before that
 */
public record SilenceExpiry(boolean whenResolved, Duration grace) {
    private static final Duration MAX_GRACE = Duration.ofDays(30);

    /** The silence ends at its end only, as in Alertmanager. */
    public static final SilenceExpiry AT_END = new SilenceExpiry(false, Duration.ZERO);

    /** The value of the field {@code expire} in records and in the API. */
    public static final String WHEN_RESOLVED = "when_resolved";

    /** @throws IllegalArgumentException if the grace is negative or longer than 30 days */
    public SilenceExpiry {
        if (grace.isNegative() || grace.compareTo(MAX_GRACE) > 0) {
            throw new IllegalArgumentException("expireGraceSeconds is %d, but must be from 0 to %d"
                    .formatted(grace.toSeconds(), MAX_GRACE.toSeconds()));
        }
    }

    /**
     * Reads the fields of a record or of a request.
     *
     * @throws IllegalArgumentException if the value of {@code expire} is unknown
     */
    public static SilenceExpiry of(String expire, Duration grace) {
        if (expire.isEmpty()) {
            return AT_END;
        }
        if (!expire.equals(WHEN_RESOLVED)) {
            throw new IllegalArgumentException(
                    "expire is '%s', but must be %s, or be left out".formatted(expire, WHEN_RESOLVED));
        }
        return new SilenceExpiry(true, grace);
    }

    /** The value of the field {@code expire}; empty for a silence that ends at its end only. */
    public String text() {
        return whenResolved ? WHEN_RESOLVED : "";
    }

    /**
     * Whether a silence is to end now. One that has muted nothing yet waits for its alerts.
     *
     * @param mutesNow whether it mutes an alert that fires
     * @param lastMatched when it last muted one; {@link Instant#MIN} if it never did
     */
    public boolean isDue(Silence silence, boolean mutesNow, Instant lastMatched, Instant now) {
        return whenResolved
                && silence.at(now) == SilenceState.ACTIVE
                && !mutesNow
                && !lastMatched.isBefore(silence.startsAt())
                && !now.isBefore(lastMatched.plus(grace));
    }
}
