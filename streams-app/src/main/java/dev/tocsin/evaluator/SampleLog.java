package dev.tocsin.evaluator;

import dev.tocsin.kafka.codec.SampleBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** The samples topic, for recorded samples and tick markers. */
interface SampleLog {
    /** Completes once the local store has all samples that were in the topic at the time of the call. */
    CompletableFuture<Void> caughtUp();

    /** The newest tick of a source whose samples were all read back from the topic. */
    Instant lastRecordedTick(String source);

    CompletableFuture<Void> append(SampleBatch batch);

    /** The answers of data sources in the topic. */
    AnswerLog answers();

    /** The newest tick whose markers were read in all partitions; {@link TickBarrier#NO_TICK} if there is none. */
    Instant completeTick();

    /**
     * Appends the markers of a tick to the partitions in which neither this tick nor a later one is marked.
     *
     * @param logTime time of the cluster log that the tick was computed from
     */
    CompletableFuture<Void> mark(Instant tick, Instant logTime);

    /** How long samples take from their time to the topic, moved into the given bounds. */
    Duration arrivalLag(Duration least, Duration most);
}
