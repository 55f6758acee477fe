package dev.tocsin.evaluator;

import dev.tocsin.evaluation.samples.AppendResult;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.log.TopicWriter;
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

/** {@link SampleLog} in Kafka. Consumed samples go to the series store of this instance. */
public final class KafkaSampleLog implements SampleLog, SampleSink {
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(30);

    private final SeriesStore store;
    private final Telemetry telemetry;
    private final TopicWriter log;
    private final Supplier<CompletableFuture<Void>> caughtUp;
    private final Map<String, Instant> lastTicks = new ConcurrentHashMap<>();

    /** @param caughtUp completes once the store has all samples that were in the topic at the time of the call */
    public KafkaSampleLog(
            SeriesStore store, Telemetry telemetry, TopicWriter log, Supplier<CompletableFuture<Void>> caughtUp) {
        this.store = store;
        this.telemetry = telemetry;
        this.log = log;
        this.caughtUp = caughtUp;
    }

    @Override
    public void accept(Labels labels, Sample sample) {
        var appended = store.append(labels, sample);
        if (appended.isRejected()) {
            telemetry.samplesRejected(appended.name(), 1);
        }
    }

    @Override
    public void rejected(AppendResult reason) {
        telemetry.samplesRejected(reason.name(), 1);
    }

    @Override
    public void tickRecorded(String source, Instant tick) {
        lastTicks.merge(source, tick, (one, other) -> one.isAfter(other) ? one : other);
    }

    @Override
    public CompletableFuture<Void> caughtUp() {
        return caughtUp.get().copy().orTimeout(CATCH_UP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Instant lastRecordedTick(String source) {
        return lastTicks.getOrDefault(source, Instant.MIN);
    }

    @Override
    public CompletableFuture<Void> append(SampleBatch batch) {
        return log.append(batch).thenApply(positions -> null);
    }
}
