package dev.tocsin.evaluation.samples;

import dev.tocsin.limits.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The times of samples that are accepted at one moment: not older than the retention, and not far in the future.
 *
 * @param oldest the earliest accepted time in milliseconds since 1970
 * @param newest the latest accepted time in milliseconds since 1970
 */
public record SampleWindow(long oldest, long newest) {
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    public static SampleWindow at(Instant now, Duration retention) {
        return new SampleWindow(
                now.minus(retention).toEpochMilli(),
                now.plus(Limit.SAMPLE_AHEAD.duration()).toEpochMilli());
    }

    public boolean accepts(long time) {
        return time >= oldest && time <= newest;
    }

    /** Why a sample of this time is not accepted; empty if it is. */
    public Optional<AppendResult> rejection(long time) {
        if (time < oldest) {
            return Optional.of(AppendResult.TOO_OLD);
        }
        return time > newest ? Optional.of(AppendResult.TOO_FAR_IN_FUTURE) : Optional.empty();
    }

    /** Describes a time that is not accepted, with a guess if another unit would make it acceptable. */
    public String describe(long time) {
        var bound = time < oldest
                ? "before the oldest that is kept (%s)".formatted(Instant.ofEpochMilli(oldest))
                : "too far in the future";
        return "%d (%s), is %s%s".formatted(time, Instant.ofEpochMilli(time), bound, guess(time));
    }

    private String guess(long time) {
        if (Math.abs(time) < Long.MAX_VALUE / MILLIS_PER_SECOND && isNear(time * MILLIS_PER_SECOND)) {
            return "; seconds instead of milliseconds?";
        }
        if (isNear(time / MILLIS_PER_SECOND)) {
            return "; microseconds instead of milliseconds?";
        }
        return isNear(time / NANOS_PER_MILLI) ? "; nanoseconds instead of milliseconds?" : "";
    }

    // A day more on both sides: the unit can be wrong in old samples, too.
    private boolean isNear(long time) {
        var day = Duration.ofDays(1).toMillis();
        return time >= oldest - day && time <= newest + day;
    }
}
