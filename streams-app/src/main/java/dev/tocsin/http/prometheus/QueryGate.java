package dev.tocsin.http.prometheus;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Limits concurrent queries, so that they do not starve the rules. */
final class QueryGate {
    private final Semaphore permits;
    private final Duration timeout;

    /** @param timeout how long a query waits for a permit; it blocks its thread */
    QueryGate(int limit, Duration timeout) {
        this.permits = new Semaphore(limit);
        this.timeout = timeout;
    }

    /** @throws dev.tocsin.http.common.ApiException if there is no permit in time */
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
