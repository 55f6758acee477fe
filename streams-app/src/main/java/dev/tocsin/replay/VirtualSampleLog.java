package dev.tocsin.replay;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.SampleColumns;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.evaluator.StoringSampleLog;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.labels.Labels;
import dev.tocsin.telemetry.Telemetry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The samples topic as an instance reads it. Samples that groups record now are not stored: the topic has those of then. */
class VirtualSampleLog extends StoringSampleLog {
    private final Consumer<SampleBatch> recorded;
    private final LoggedSample logged;
    private final Map<Integer, Instant> newestTicks = new HashMap<>();
    /** The tick that the scheduler knows. The topic may have been read farther. */
    private Instant passed = Instant.MIN;

    /** Is told each sample that a rule group recorded then. */
    interface LoggedSample {
        void accept(String source, Labels labels, Sample sample);
    }

    /** @param recorded is told what groups record now */
    VirtualSampleLog(SeriesStore store, Telemetry telemetry, Consumer<SampleBatch> recorded, LoggedSample logged) {
        super(store, telemetry);
        this.recorded = recorded;
        this.logged = logged;
    }

    void pass(Instant tick) {
        passed = tick;
    }

    /** The newest marked tick of a partition; {@link Instant#MIN} if there is none. */
    Instant newestTick(int partition) {
        return newestTicks.getOrDefault(partition, Instant.MIN);
    }

    @Override
    public void accept(SampleColumns columns, int partition, String source) {
        if (takeAnswers(columns, source)) {
            return;
        }
        super.accept(columns, partition, source);
        for (var row = 0; !source.isEmpty() && row < columns.size(); row++) {
            logged.accept(source, columns.labels(row), columns.sample(row));
        }
    }

    @Override
    public void tickMarked(int partition, Instant tick, int partitions) {
        newestTicks.merge(partition, tick, (one, other) -> one.isAfter(other) ? one : other);
        super.tickMarked(partition, tick, partitions);
    }

    @Override
    public Instant completeTick() {
        return passed;
    }

    @Override
    public CompletableFuture<Void> caughtUp() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> append(SampleBatch batch) {
        recorded.accept(batch);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> mark(Instant tick, Instant logTime) {
        return CompletableFuture.completedFuture(null);
    }
}
