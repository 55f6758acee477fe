package dev.tocsin.evaluator;

import dev.tocsin.kafka.codec.SampleBatch;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** The samples topic, as those who evaluate need it. */
interface SampleLog {
    /** Done once this instance holds every sample that was in the topic when it was asked. */
    CompletableFuture<Void> caughtUp();

    /** The last tick of which everything that a source recorded has come back out of the topic. */
    Instant lastRecordedTick(String source);

    CompletableFuture<Void> append(SampleBatch batch);
}
