package dev.tocsin.explain;

import dev.tocsin.notation.PromDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times and durations in sentences. */
final class Words {
    private Words() {}

    /** ISO 8601 in UTC, in seconds. */
    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A duration such as {@code 3h12m}, rounded up to seconds. */
    static String duration(Duration duration) {
        var seconds = duration.plusSeconds(1).minusNanos(1).toSeconds();
        return seconds <= 0 ? "0s" : PromDuration.format(Duration.ofSeconds(seconds));
    }

    /** The time from one instant until another. */
    static String until(Instant now, Instant then) {
        return duration(Duration.between(now, then));
    }
}
