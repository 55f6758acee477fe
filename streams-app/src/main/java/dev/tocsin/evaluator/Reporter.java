package dev.tocsin.evaluator;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.rules.GroupEvaluated;
import dev.tocsin.evaluation.rules.GroupState.HandedOver;
import dev.tocsin.evaluation.rules.RecordedSample;
import dev.tocsin.evaluation.rules.RuleState;
import dev.tocsin.evaluation.rules.Transition;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.timing.Causes;
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
final class Reporter {
    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
    /** The ends of series are no tick of the group: they have a source of their own. */
    private static final String ENDS = " (ended)";

    private final Bureau bureau;
    private final String groupKey;
    private final Set<Awaited> awaited = new LinkedHashSet<>();

    Reporter(Bureau bureau, String groupKey) {
        this.bureau = bureau;
        this.groupKey = groupKey;
    }

    void ledgerChanged() {
        List.copyOf(awaited).forEach(Awaited::look);
    }

    /** Done once the ledger shows the states, written by whomever; fails if it can not be reached. */
    CompletableFuture<Void> report(GroupEvaluated evaluated) {
        recordLater(groupKey, evaluated.recorded(), evaluated.tick());
        var states = new HashMap<String, RuleState>();
        evaluated.rules().forEach(rule -> states.put(rule.rule().uid(), rule.after()));
        return report(new Report(bureau.ledger(), groupKey, states, evaluated.tick()));
    }

    /** The last words about rules that are gone: what they fired, to be given on now that the ledger knows of its end. */
    CompletableFuture<List<Alert>> end(HandedOver end, Instant at) {
        recordLater(groupKey + ENDS, end.ends(), at);
        var states = new HashMap<String, RuleState>();
        for (var transition : end.ended()) {
            var rule = states.getOrDefault(transition.ruleUid(), RuleState.FRESH);
            states.put(transition.ruleUid(), after(rule, transition));
        }
        var alerts = end.ended().stream()
                .flatMap(transition -> transition.toAlert("").stream())
                .toList();
        return report(new Report(bureau.ledger(), groupKey, states, at)).handle((done, error) -> alerts);
    }

    private static RuleState after(RuleState rule, Transition transition) {
        if (transition.isForgotten()) {
            return rule;
        }
        var alerts = new HashMap<>(rule.alerts());
        alerts.put(transition.after().fingerprint(), transition.after());
        return new RuleState(alerts, rule.written(), rule.health());
    }

    private CompletableFuture<Void> report(Report report) {
        if (report.isKnown()) {
            return CompletableFuture.completedFuture(null);
        }
        return bureau.goesFirst().test(groupKey) ? report.write() : awaitOthers(report);
    }

    private CompletableFuture<Void> awaitOthers(Report report) {
        var others = new Awaited(report);
        awaited.add(others);
        return others.done;
    }

    /** A report that the others are given the time to write. */
    private final class Awaited {
        private final Report report;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final Loop.Alarm alarm;

        Awaited(Report report) {
            this.report = report;
            this.alarm = bureau.loop().after(bureau.courtesy(), this::write);
        }

        void look() {
            if (report.isKnown()) {
                alarm.cancel();
                awaited.remove(this);
                done.complete(null);
            }
        }

        private void write() {
            awaited.remove(this);
            bureau.loop().whenDone(report.write(), (written, error) -> {
                if (error == null) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(error);
                }
            });
        }
    }

    private void recordLater(String source, List<RecordedSample> samples, Instant tick) {
        if (samples.isEmpty()) {
            return;
        }
        if (bureau.goesFirst().test(groupKey)) {
            record(source, samples, tick);
        } else {
            bureau.loop().after(bureau.courtesy(), () -> {
                if (bureau.samples().recordedUpTo(source).isBefore(tick)) {
                    record(source, samples, tick);
                }
            });
        }
    }

    private void record(String source, List<RecordedSample> samples, Instant tick) {
        var tracks = samples.stream()
                .map(sample -> new SampleBatch.Track(sample.labels(), List.of(sample.sample())))
                .toList();
        bureau.samples().write(new SampleBatch(tracks, source, tick)).whenComplete((done, error) -> {
            if (error != null) {
                LOG.atWarn()
                        .addKeyValue("group", groupKey)
                        .addKeyValue("reason", Causes.sentence(error))
                        .log("Recorded samples could not be written");
            }
        });
    }
}
