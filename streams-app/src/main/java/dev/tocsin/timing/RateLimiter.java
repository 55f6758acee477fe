package dev.tocsin.timing;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Rate limiter: n permits a minute, in fixed windows. */
public final class RateLimiter {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final int maxPerMinute;
    private final LongSupplier nanos;
    private long windowStart;
    private int granted;
    private long denied;

    /** @param nanos a monotonic clock, in nanoseconds */
    public RateLimiter(int maxPerMinute, LongSupplier nanos) {
        this.maxPerMinute = maxPerMinute;
        this.nanos = nanos;
    }

    /** Takes a permit, if the current minute has one left. */
    public boolean tryAcquire() {
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

    /** Permits denied so far in the window of the latest {@link #tryAcquire}. */
    public long denied() {
        return denied;
    }
}
