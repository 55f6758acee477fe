package dev.tocsin.http.prometheus;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets only so many queries run at once, so that those who ask do not starve the rules. */
final class QueryPlaces {
    private final Semaphore places;
    private final Duration wait;

    /** @param wait how long a query waits for a place, on the thread that brought it */
    QueryPlaces(int places, Duration wait) {
        this.places = new Semaphore(places);
        this.wait = wait;
    }

    /** @throws dev.tocsin.http.common.Refusal if no place becomes free in time */
    <T> T take(Supplier<T> query) {
        if (!hasTaken()) {
            throw Envelope.refusal(503, "timeout", "query timed out in query queue");
        }
        try {
            return query.get();
        } finally {
            places.release();
        }
    }

    private boolean hasTaken() {
        try {
            return places.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
