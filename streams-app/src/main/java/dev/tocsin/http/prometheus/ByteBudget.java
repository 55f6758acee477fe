package dev.tocsin.http.prometheus;

import java.util.concurrent.atomic.AtomicLong;

/** Limits the bytes that all requests of a kind have in memory at the same time. Thread-safe. */
final class ByteBudget {
    private final long total;
    private final AtomicLong used = new AtomicLong();

    ByteBudget(long total) {
        this.total = total;
    }

    /** Returns whether the bytes were taken. They must be released later. */
    boolean tryAcquire(long bytes) {
        if (used.addAndGet(bytes) <= total) {
            return true;
        }
        release(bytes);
        return false;
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }
}
