package dev.tocsin.evaluator;

import dev.tocsin.evaluation.samples.AppendResult;
import dev.tocsin.evaluation.samples.SampleColumns;
import dev.tocsin.evaluation.samples.SampleOrigin;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.log.TopicWriter;
import dev.tocsin.kafka.samples.SampleSink;
import dev.tocsin.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@link SampleLog} in Kafka. Consumed samples go to the series store of this instance. */
public final class KafkaSampleLog implements SampleLog, SampleSink {
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(30);

    private final SeriesStore store;
    private final Telemetry telemetry;
    private final TopicWriter log;
    private final Supplier<CompletableFuture<Void>> caughtUp;
    private final Map<String, Instant> lastTicks = new ConcurrentHashMap<>();
    private final TickBarrier barrier = new TickBarrier();
    private final ArrivalLag arrivalLag = new ArrivalLag();
    private volatile Consumer<Instant> tickListener = tick -> {};

    /** @param caughtUp completes once the store has all samples that were in the topic at the time of the call */
    public KafkaSampleLog(
            SeriesStore store, Telemetry telemetry, TopicWriter log, Supplier<CompletableFuture<Void>> caughtUp) {
        this.store = store;
        this.telemetry = telemetry;
        this.log = log;
        this.caughtUp = caughtUp;
    }

    /** Sets the listener for each tick whose markers were read in all partitions. It is called on the reading thread. */
    public void onTick(Consumer<Instant> listener) {
        tickListener = listener;
    }

    @Override
    public void accept(SampleColumns samples, int partition, String source) {
        var newest = barrier.newestOf(partition);
        var origin = new SampleOrigin(
                newest.equals(TickBarrier.NO_TICK) ? SampleOrigin.NO_TICK : newest.toEpochMilli(), source);
        store.append(samples, origin, this::rejected);
    }

    @Override
    public void rejected(AppendResult reason) {
        telemetry.samplesRejected(reason.name(), 1);
    }

    @Override
    public void arrived(Duration lag) {
        arrivalLag.observe(lag);
    }

    @Override
    public void tickRecorded(String source, Instant tick) {
        lastTicks.merge(source, tick, (one, other) -> one.isAfter(other) ? one : other);
    }

    @Override
    public void tickMarked(int partition, Instant tick, int partitions) {
        if (barrier.mark(partition, tick, partitions)) {
            tickListener.accept(barrier.complete());
        }
    }

    @Override
    public void restarted() {
        barrier.restart();
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

    @Override
    public Instant completeTick() {
        return barrier.complete();
    }

    @Override
    public CompletableFuture<Void> mark(Instant tick, Instant logTime) {
        return log.appendTick(
                        tick, logTime, partition -> barrier.newestOf(partition).isBefore(tick))
                .thenApply(positions -> null);
    }

    @Override
    public Duration arrivalLag(Duration least, Duration most) {
        return arrivalLag.within(least, most);
    }
}
