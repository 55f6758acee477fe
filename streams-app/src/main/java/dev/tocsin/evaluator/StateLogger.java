package dev.tocsin.evaluator;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.GroupEvaluationResult;
import dev.tocsin.evaluation.rules.GroupState.Transfer;
import dev.tocsin.evaluation.rules.RecordedSample;
import dev.tocsin.evaluation.rules.RuleState;
import dev.tocsin.evaluation.rules.Transition;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Futures;
import dev.tocsin.timing.Loop;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the cluster what came of one group: the states of its alerts and the samples that it recorded. The instance
 * that goes first for the group writes at once; the others wait for that, and write what is missing after the
 * courtesy delay. So everything is written once while all is well, and written at all while one instance lives.
 */
final class StateLogger {
    private static final Logger LOG = LoggerFactory.getLogger(StateLogger.class);
    /** The ends of series are no tick of the group: they have a source of their own. */
    private static final String ENDED_SERIES_SUFFIX = " (ended)";

    private final EvaluatorContext context;
    private final String groupKey;
    private final Set<DeferredWrite> deferred = new LinkedHashSet<>();

    StateLogger(EvaluatorContext context, String groupKey) {
        this.context = context;
        this.groupKey = groupKey;
    }

    void alertStatesChanged() {
        List.copyOf(deferred).forEach(DeferredWrite::check);
    }

    /** Done once the ledger shows the states, written by whomever; fails if it can not be reached. */
    CompletableFuture<Void> log(GroupEvaluationResult evaluated) {
        writeSamplesAfterHeadStart(groupKey, evaluated.recorded(), evaluated.tick());
        var states = new HashMap<String, RuleState>();
        evaluated.rules().forEach(rule -> states.put(rule.rule().uid(), rule.after()));
        return log(new StateWrite(context.alertStates(), groupKey, states, evaluated.tick()));
    }

    /** The last words about rules that are gone: what they fired, to be given on now that the ledger knows of its end. */
    CompletableFuture<List<Alert>> logRemovedRules(Transfer end, Instant at) {
        writeSamplesAfterHeadStart(groupKey + ENDED_SERIES_SUFFIX, end.staleMarkers(), at);
        var states = new HashMap<String, RuleState>();
        for (var transition : end.finalTransitions()) {
            var rule = states.getOrDefault(transition.ruleUid(), RuleState.INITIAL);
            states.put(transition.ruleUid(), after(rule, transition));
        }
        var alerts = end.finalTransitions().stream()
                .flatMap(transition -> transition.toAlert("").stream())
                .toList();
        return log(new StateWrite(context.alertStates(), groupKey, states, at)).handle((done, error) -> alerts);
    }

    private static RuleState after(RuleState rule, Transition transition) {
        if (transition.isDeletion()) {
            return rule;
        }
        var alerts = new HashMap<>(rule.alerts());
        alerts.put(transition.after().fingerprint(), transition.after());
        return new RuleState(alerts, rule.writtenSeries(), rule.health());
    }

    private CompletableFuture<Void> log(StateWrite report) {
        if (report.isLogged()) {
            return CompletableFuture.completedFuture(null);
        }
        return context.isPreferred().test(groupKey) ? report.write() : deferToPreferred(report);
    }

    private CompletableFuture<Void> deferToPreferred(StateWrite report) {
        var others = new DeferredWrite(report);
        deferred.add(others);
        return others.done;
    }

    /** A report that the others are given the time to write. */
    private final class DeferredWrite {
        private final StateWrite stateWrite;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final Loop.Alarm alarm;

        DeferredWrite(StateWrite report) {
            this.stateWrite = report;
            this.alarm = context.loop().after(context.headStart(), this::write);
        }

        void check() {
            if (stateWrite.isLogged()) {
                alarm.cancel();
                deferred.remove(this);
                done.complete(null);
            }
        }

        private void write() {
            deferred.remove(this);
            context.loop().whenDone(stateWrite.write(), Futures.relayTo(done));
        }
    }

    private void writeSamplesAfterHeadStart(String source, List<RecordedSample> samples, Instant tick) {
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
        var tracks = samples.stream()
                .map(sample -> new TimeSeries(sample.labels(), List.of(sample.sample())))
                .toList();
        context.samples().append(new SampleBatch(tracks, source, tick)).whenComplete((done, error) -> {
            if (error != null) {
                LOG.atWarn()
                        .addKeyValue("group", groupKey)
                        .addKeyValue("reason", Causes.message(error))
                        .log("Recorded samples could not be written");
            }
        });
    }
}
