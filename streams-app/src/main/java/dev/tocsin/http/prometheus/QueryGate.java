package dev.tocsin.http.prometheus;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets only so many queries run at once, so that those who ask do not starve the rules. */
final class QueryGate {
    private final Semaphore permits;
    private final Duration timeout;

    /** @param wait how long a query waits for a place, on the thread that brought it */
    QueryGate(int places, Duration wait) {
        this.permits = new Semaphore(places);
        this.timeout = wait;
    }

    /** @throws dev.tocsin.http.common.ApiException if no place becomes free in time */
    <T> T run(Supplier<T> query) {
        if (!tryAcquire()) {
            throw ResponseEnvelope.apiError(503, "timeout", "query timed out in query queue");
        }
        try {
            return query.get();
        } finally {
            permits.release();
        }
    }

    private boolean tryAcquire() {
        try {
            return permits.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
