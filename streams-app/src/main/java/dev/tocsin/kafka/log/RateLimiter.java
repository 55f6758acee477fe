package dev.tocsin.kafka.log;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** So many a minute, and no more. */
final class RateLimiter {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final int maxPerMinute;
    private final LongSupplier nanos;
    private long windowStart;
    private int granted;
    private long denied;

    /** @param nanos a clock that never jumps, in nanoseconds */
    RateLimiter(int most, LongSupplier nanos) {
        this.maxPerMinute = most;
        this.nanos = nanos;
    }

    /** Takes one, if this minute has any left. */
    boolean tryAcquire() {
        var now = nanos.getAsLong();
        if (granted == 0 || now - windowStart >= MINUTE) {
            windowStart = now;
            granted = 0;
            denied = 0;
        }
        if (granted == maxPerMinute) {
            denied++;
            return false;
        }
        granted++;
        return true;
    }

    /** How many there were none for since the last was granted. */
    long denied() {
        return denied;
    }
}
