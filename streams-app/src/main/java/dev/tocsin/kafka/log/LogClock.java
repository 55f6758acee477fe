package dev.tocsin.kafka.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What time it is for the log: the append time of the record read last, and what has passed since. Until a record is
 * read that was not there already, the local clock has to do. It goes back only if the brokers' clock does, or while
 * old records are read.
 */
public final class LogClock {
    /** By so much records may come late without setting the clock back. */
    private static final Duration MAX_LATENESS = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private volatile Observation latest;

    private record Observation(Instant at, long nanos, boolean isEstimate) {}

    /** @param nanos a clock that never jumps, in nanoseconds */
    public LogClock(InstantSource local, LongSupplier nanos) {
        this.nanos = nanos;
        this.latest = new Observation(local.instant(), nanos.getAsLong(), true);
    }

    /** A record was read that was in the log already: it is no earlier than that. */
    public void restored(Instant at) {
        var now = nanos.getAsLong();
        if (latest.isEstimate() && at.isAfter(timeAt(now))) {
            latest = new Observation(at, now, true);
        }
    }

    /** A record was read that has just been appended. */
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
