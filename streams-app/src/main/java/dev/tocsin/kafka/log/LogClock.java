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
    private static final Duration LATE = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private volatile Seen seen;

    private record Seen(Instant at, long nanos, boolean isGuess) {}

    /** @param nanos a clock that never jumps, in nanoseconds */
    public LogClock(InstantSource local, LongSupplier nanos) {
        this.nanos = nanos;
        this.seen = new Seen(local.instant(), nanos.getAsLong(), true);
    }

    /** A record was read that was in the log already: it is no earlier than that. */
    public void restored(Instant at) {
        var now = nanos.getAsLong();
        if (seen.isGuess() && at.isAfter(timeAt(now))) {
            seen = new Seen(at, now, true);
        }
    }

    /** A record was read that has just been appended. */
    public void seen(Instant at) {
        var now = nanos.getAsLong();
        var time = timeAt(now);
        if (seen.isGuess() || at.isAfter(time) || at.isBefore(time.minus(LATE))) {
            seen = new Seen(at, now, false);
        }
    }

    public Instant time() {
        return timeAt(nanos.getAsLong());
    }

    private Instant timeAt(long now) {
        var last = seen;
        return last.at().plusNanos(now - last.nanos());
    }
}
