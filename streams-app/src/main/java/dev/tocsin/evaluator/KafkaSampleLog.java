package dev.tocsin.evaluator;

import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.log.TopicWriter;
import dev.tocsin.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** {@link SampleLog} in Kafka. Consumed samples go to the series store of this instance. */
public final class KafkaSampleLog extends StoringSampleLog {
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(30);

    /** While the topic is read for the first time, samples this long before the newest tick are visible to all. */
    private static final Duration SETTLING = Duration.ofMinutes(1);

    private static final Duration SETTLING_INTERVAL = Duration.ofSeconds(30);

    private final SeriesStore store;
    private final TopicWriter log;
    private final Supplier<CompletableFuture<Void>> caughtUp;
    private volatile boolean isRead;
    private Instant settledAt = TickBarrier.NO_TICK;

    /** @param caughtUp completes once the store has all samples that were in the topic at the time of the call */
    public KafkaSampleLog(
            SeriesStore store, Telemetry telemetry, TopicWriter log, Supplier<CompletableFuture<Void>> caughtUp) {
        super(store, telemetry);
        this.store = store;
        this.log = log;
        this.caughtUp = caughtUp;
    }

    @Override
    public CompletableFuture<Void> caughtUp() {
        return caughtUp.get()
                .copy()
                .orTimeout(CATCH_UP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(() -> isRead = true);
    }

    /** As long as nothing is evaluated, keeps late samples apart only for the ticks that may be evaluated first. */
    @Override
    public void tickMarked(int partition, Instant tick, int partitions) {
        super.tickMarked(partition, tick, partitions);
        var complete = completeTick();
        if (!isRead && complete.isAfter(TickBarrier.NO_TICK) && isDue(complete)) {
            settledAt = complete;
            store.settle(complete.minus(SETTLING).toEpochMilli());
        }
    }

    private boolean isDue(Instant complete) {
        return settledAt.equals(TickBarrier.NO_TICK) || complete.isAfter(settledAt.plus(SETTLING_INTERVAL));
    }

    @Override
    public CompletableFuture<Void> append(SampleBatch batch) {
        return log.append(batch).thenApply(positions -> null);
    }

    @Override
    public CompletableFuture<Void> mark(Instant tick, Instant logTime) {
        return log.appendTick(tick, logTime, partition -> lacksMarker(partition, tick))
                .thenApply(positions -> null);
    }
}
