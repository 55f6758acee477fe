package dev.tocsin.evaluator;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.log.Log;
import dev.tocsin.kafka.samples.SampleSink;
import dev.tocsin.labels.Labels;
import dev.tocsin.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The samples topic in Kafka, poured into the series store of this instance. */
public final class ReplicatedSamples implements SampleLog, SampleSink {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final SeriesStore store;
    private final Telemetry telemetry;
    private final Log log;
    private final Supplier<CompletableFuture<Void>> caughtUp;
    private final Map<String, Instant> recorded = new ConcurrentHashMap<>();

    /** @param caughtUp is done once the store has all samples that were in the topic when it was asked */
    public ReplicatedSamples(
            SeriesStore store, Telemetry telemetry, Log log, Supplier<CompletableFuture<Void>> caughtUp) {
        this.store = store;
        this.telemetry = telemetry;
        this.log = log;
        this.caughtUp = caughtUp;
    }

    @Override
    public void accept(Labels labels, Sample sample) {
        var appended = store.append(labels, sample);
        if (!appended.isStored()) {
            telemetry.sampleRejected(appended.name());
        }
    }

    @Override
    public void recorded(String source, Instant tick) {
        recorded.merge(source, tick, (one, other) -> one.isAfter(other) ? one : other);
    }

    @Override
    public CompletableFuture<Void> caughtUp() {
        return caughtUp.get().copy().orTimeout(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Instant recordedUpTo(String source) {
        return recorded.getOrDefault(source, Instant.MIN);
    }

    @Override
    public CompletableFuture<Void> write(SampleBatch batch) {
        return log.append(batch).thenApply(positions -> null);
    }
}
