package dev.tocsin.streams;

import java.time.Instant;
import java.util.function.LongSupplier;

/** What time it is for the log: the newest append time seen, and what has passed since. Never goes back. */
final class LogClock {
    private final LongSupplier nanos;
    private volatile Seen seen;

    private record Seen(Instant at, long nanos) {}

    LogClock(LongSupplier nanos) {
        this.nanos = nanos;
        this.seen = new Seen(Instant.EPOCH, nanos.getAsLong());
    }

    void seen(Instant at) {
        var now = nanos.getAsLong();
        if (at.isAfter(timeAt(now))) {
            seen = new Seen(at, now);
        }
    }

    Instant time() {
        return timeAt(nanos.getAsLong());
    }

    private Instant timeAt(long now) {
        var last = seen;
        return last.at().plusNanos(now - last.nanos());
    }
}
