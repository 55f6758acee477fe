package dev.tocsin.evaluator;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.GroupEvaluationResult;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.GroupState.Transfer;
import dev.tocsin.evaluation.rules.RecordedSample;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Futures;
import dev.tocsin.timing.Loop;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the results of one group to the cluster's logs: alert states and recorded samples. The preferred instance of the
 * group writes at once. The others wait for the head start and then write what is missing. So results are normally
 * written once, and they are written as long as one instance runs.
 */
final class StateLogger {
    private static final Logger LOG = LoggerFactory.getLogger(StateLogger.class);
    /** Stale markers of removed rules belong to no tick of the group, so they have a source name of their own. */
    private static final String ENDED_SERIES_SUFFIX = " (ended)";
    /** Samples of missed ticks come after those of later ticks, so they have a source name of their own. */
    private static final String LATE_SERIES_SUFFIX = " (late)";

    private final EvaluatorContext context;
    private final ClusterAlertStates cluster;
    private final String groupKey;
    private final Set<DeferredWrite> deferred = new LinkedHashSet<>();

    StateLogger(ClusterAlertStates cluster) {
        this.context = cluster.context();
        this.cluster = cluster;
        this.groupKey = cluster.groupKey();
    }

    /** Completes deferred writes whose states another instance has written meanwhile. */
    void alertStatesChanged() {
        List.copyOf(deferred).forEach(DeferredWrite::check);
    }

    /** Completes once the log has the states, written by any instance. Fails if the log cannot be reached. */
    CompletableFuture<Void> log(GroupEvaluationResult evaluated) {
        writeSamplesOnce(groupKey, evaluated.recorded(), evaluated.tick());
        return write(evaluated.after(), evaluated.tick());
    }

    /** Writes the samples that were recorded at a missed tick. */
    void logLate(GroupEvaluationResult evaluated) {
        writeSamplesOnce(lateSource(groupKey), evaluated.recorded(), evaluated.tick());
    }

    /** The source of samples that a group records at a missed tick. */
    static String lateSource(String groupKey) {
        return groupKey + LATE_SERIES_SUFFIX;
    }

    /** Logs the end of removed rules. Completes with their resolved alerts, even if the log cannot be reached. */
    CompletableFuture<List<Alert>> logRemovedRules(Transfer transfer, Instant at) {
        writeSamplesOnce(groupKey + ENDED_SERIES_SUFFIX, transfer.staleMarkers(), at);
        var state = GroupState.INITIAL;
        for (var transition : transfer.finalTransitions()) {
            state = state.with(transition.ruleUid(), transition.after());
        }
        var alerts = transfer.finalTransitions().stream()
                .flatMap(transition -> transition.toAlert("").stream())
                .toList();
        return write(state, at).handle((done, error) -> alerts);
    }

    private CompletableFuture<Void> write(GroupState state, Instant tick) {
        var write = new StateWrite(cluster, state, tick);
        if (write.isLogged()) {
            return CompletableFuture.completedFuture(null);
        }
        return context.isPreferred().test(groupKey) ? write.write() : new DeferredWrite(write).done;
    }

    /** A write that is left to the preferred instance for the head start. */
    private final class DeferredWrite {
        private final StateWrite write;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final Loop.Alarm alarm;

        DeferredWrite(StateWrite write) {
            this.write = write;
            this.alarm = context.loop().after(context.headStart(), this::write);
            deferred.add(this);
        }

        void check() {
            if (write.isLogged()) {
                alarm.cancel();
                deferred.remove(this);
                done.complete(null);
            }
        }

        private void write() {
            deferred.remove(this);
            context.loop().whenDone(write.write(), Futures.relayTo(done));
        }
    }

    /** Writes the samples at once if this instance is preferred; otherwise after the head start, if still missing. */
    private void writeSamplesOnce(String source, List<RecordedSample> samples, Instant tick) {
        if (samples.isEmpty()) {
            return;
        }
        if (context.isPreferred().test(groupKey)) {
            writeSamples(source, samples, tick);
        } else {
            context.loop().after(context.headStart(), () -> {
                if (context.samples().lastRecordedTick(source).isBefore(tick)) {
                    writeSamples(source, samples, tick);
                }
            });
        }
    }

    private void writeSamples(String source, List<RecordedSample> samples, Instant tick) {
        var series = samples.stream()
                .map(sample -> new TimeSeries(sample.labels(), List.of(sample.sample())))
                .toList();
        context.samples().append(new SampleBatch(series, source, tick)).whenComplete((done, error) -> {
            if (error != null) {
                LOG.atWarn()
                        .addKeyValue("group", groupKey)
                        .addKeyValue("reason", Causes.message(error))
                        .log("Recorded samples could not be written");
            }
        });
    }
}
