package dev.tocsin.http.webconfig;

import dev.tocsin.http.webconfig.WebConfig.RateLimit;
import org.eclipse.jetty.util.NanoTime;

/** Token bucket. It is full at the start. */
final class TokenBucket {
    private final RateLimit limit;
    private double tokens;
    private long filledAt = NanoTime.now();

    TokenBucket(RateLimit limit) {
        this.limit = limit;
        this.tokens = limit.burst();
    }

    RateLimit limit() {
        return limit;
    }

    /** Takes a token. Returns false if there is none. */
    synchronized boolean tryAcquire() {
        var now = NanoTime.now();
        var added = NanoTime.elapsed(filledAt, now) / (double) limit.interval().toNanos();
        tokens = Math.min(limit.burst(), tokens + added);
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
