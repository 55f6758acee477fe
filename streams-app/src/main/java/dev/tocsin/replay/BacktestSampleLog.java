package dev.tocsin.replay;

import dev.tocsin.evaluation.samples.SampleColumns;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.labels.Labels;
import dev.tocsin.telemetry.Telemetry;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The samples topic as if the tested rules had recorded then. What they replace is left out. */
final class BacktestSampleLog extends VirtualSampleLog {
    private static final Set<String> ALERT_SERIES = Set.of("ALERTS", "ALERTS_FOR_STATE");

    private final Set<String> groups;
    private final Set<String> recordedNames;
    private final Set<String> alertNames;

    BacktestSampleLog(SeriesStore store, Telemetry telemetry, BacktestPlan plan) {
        super(store, telemetry, batch -> {}, (source, labels, sample) -> {});
        groups = plan.groupKeys();
        recordedNames = plan.recordedNames();
        alertNames = plan.alertNames();
    }

    @Override
    public void accept(SampleColumns columns, int partition, String source) {
        if (!source.isEmpty()) {
            var isOfTestedGroup = groups.contains(EvaluatedGroups.groupOf(source));
            columns.keepIf(row -> !isOfTestedGroup && !isReplaced(columns.labels(row)));
        }
        super.accept(columns, partition, source);
    }

    private boolean isReplaced(Labels recorded) {
        var name = recorded.metricName();
        return recordedNames.contains(name)
                || ALERT_SERIES.contains(name) && alertNames.contains(recorded.get(Backtest.ALERT_NAME));
    }

    /** Ignored: no group but the tested ones is evaluated. */
    @Override
    public void tickRecorded(String source, Instant tick) {}

    /** Stores what a tested group records. Other groups see it from the next tick on, as in an instance. */
    @Override
    public CompletableFuture<Void> append(SampleBatch batch) {
        var columns = new SampleColumns();
        batch.series().forEach(series -> series.samples().forEach(sample -> columns.add(series.labels(), sample)));
        super.accept(columns, 0, batch.source());
        if (!batch.tick().equals(SampleBatch.NO_TICK)) {
            super.tickRecorded(batch.source(), batch.tick());
        }
        return CompletableFuture.completedFuture(null);
    }
}
