package dev.tocsin.http.prometheus;

import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.telemetry.Telemetry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Limits concurrent queries, so that they do not starve the rules, and the queries that wait. A query that cannot run is
 * shed: answered with 503 and {@code Retry-After}, and counted.
 */
final class QueryGate {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Semaphore permits;
    private final int maxWaiting;
    private final Duration timeout;
    private final Telemetry telemetry;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param maxWaiting how many queries wait at most; each blocks its thread
     * @param timeout how long a query waits for a permit
     */
    QueryGate(int limit, int maxWaiting, Duration timeout, Telemetry telemetry) {
        this.permits = new Semaphore(limit);
        this.maxWaiting = maxWaiting;
        this.timeout = timeout;
        this.telemetry = telemetry;
    }

    /** @throws ApiException if there is no permit in time, or too many queries wait */
    <T> T run(Supplier<T> query) {
        if (!permits.tryAcquire()) {
            acquireInTime();
        }
        try {
            return query.get();
        } finally {
            permits.release();
        }
    }

    private void acquireInTime() {
        try {
            if (waiting.incrementAndGet() > maxWaiting) {
                throw shed("queue_full", "too many queries are waiting");
            }
            if (!permits.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw shed("queue_timeout", "query timed out in query queue");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw shed("interrupted", "query was interrupted in query queue");
        } finally {
            waiting.decrementAndGet();
        }
    }

    private ApiException shed(String reason, String sentence) {
        telemetry.queryShed(reason);
        return ResponseEnvelope.apiError(503, "timeout", sentence).retryAfter(RETRY_AFTER);
    }
}
