package dev.tocsin.evaluator;

import dev.tocsin.kafka.codec.SampleBatch;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** The samples topic, for recorded samples. */
interface SampleLog {
    /** Completes once the local store has all samples that were in the topic at the time of the call. */
    CompletableFuture<Void> caughtUp();

    /** The newest tick of a source whose samples were all read back from the topic. */
    Instant lastRecordedTick(String source);

    CompletableFuture<Void> append(SampleBatch batch);
}
