package dev.tocsin.kafka.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time of the cluster log: the append time of the newest record read, plus the time since it was read. Until the
 * first record is read that was appended after the start, the local clock is the estimate. The time goes back only if
 * the brokers' clock does, or while old records are read.
 */
public final class LogClock {
    /** A record may be this late without setting the clock back. */
    private static final Duration MAX_LATENESS = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private volatile Observation latest;

    private record Observation(Instant at, long nanos, boolean isEstimate) {}

    /** @param nanos a monotonic clock, in nanoseconds */
    public LogClock(InstantSource local, LongSupplier nanos) {
        this.nanos = nanos;
        this.latest = new Observation(local.instant(), nanos.getAsLong(), true);
    }

    /** A record was read that was appended before the start. The log's time is not earlier than that. */
    public void restored(Instant at) {
        var now = nanos.getAsLong();
        if (latest.isEstimate() && at.isAfter(timeAt(now))) {
            latest = new Observation(at, now, true);
        }
    }

    /** A record was read that was just appended. */
    public void appended(Instant at) {
        var now = nanos.getAsLong();
        var time = timeAt(now);
        if (latest.isEstimate() || at.isAfter(time) || at.isBefore(time.minus(MAX_LATENESS))) {
            latest = new Observation(at, now, false);
        }
    }

    public Instant time() {
        return timeAt(nanos.getAsLong());
    }

    private Instant timeAt(long now) {
        var last = latest;
        return last.at().plusNanos(now - last.nanos());
    }
}
