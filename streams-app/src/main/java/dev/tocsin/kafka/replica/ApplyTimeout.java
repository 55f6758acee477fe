package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.log.RecordPosition;
import dev.tocsin.timing.Causes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Bounds the time in which an appended record must be read back. */
final class ApplyTimeout {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private ApplyTimeout() {}

    /** Fails with an error that says where the record is, if it is not applied in time. */
    static CompletableFuture<Void> bound(RecordPosition position, CompletableFuture<Void> applied) {
        return applied.copy()
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(error -> CompletableFuture.failedFuture(inWords(position, error)));
    }

    private static Throwable inWords(RecordPosition position, Throwable error) {
        return Causes.unwrap(error) instanceof TimeoutException
                ? new IllegalStateException("the record is in topic %s, but this instance did not read it within %d s"
                        .formatted(position.topic(), TIMEOUT.toSeconds()))
                : error;
    }
}
