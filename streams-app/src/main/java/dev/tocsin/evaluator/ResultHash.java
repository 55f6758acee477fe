package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.GroupEvaluationResult;
import dev.tocsin.evaluation.rules.RecordedSample;
import dev.tocsin.evaluation.rules.RuleEvaluationResult;
import dev.tocsin.evaluation.samples.StaleMarker;

/** A hash of what an evaluation found: states, values and annotations of alerts, recorded samples, and failures of rules. */
final class ResultHash {
    private static final long SEED = 0x9e3779b97f4a7c15L;

    private ResultHash() {}

    static long of(GroupEvaluationResult result) {
        var hash = SEED;
        for (var rule : result.rules()) {
            hash = mix(hash ^ of(rule));
        }
        return hash;
    }

    private static long of(RuleEvaluationResult rule) {
        var hash =
                mix(rule.rule().uid().hashCode()) + rule.after().health().kind().ordinal();
        for (var sample : rule.recorded()) {
            hash += of(sample);
        }
        for (var alert : rule.after().alerts().values()) {
            hash += of(alert);
        }
        return hash;
    }

    private static long of(RecordedSample recorded) {
        var sample = recorded.sample();
        var value = sample.isHistogram()
                ? bits(sample.histogram().sum()) * 31 + bits(sample.histogram().count())
                : bits(sample.value());
        return mix(mix(recorded.labels().fingerprint().bits() ^ sample.time()) ^ value);
    }

    /** Resolved alerts do not count: an instance that was away knows fewer. A recovering one keeps its last value. */
    private static long of(ActiveAlert alert) {
        var kind = alert.state().kind();
        if (kind == AlertState.Kind.RESOLVED || kind == AlertState.Kind.INACTIVE) {
            return 0;
        }
        var times = alert.state().times();
        var state = mix(
                alert.fingerprint().bits() ^ kind.ordinal() ^ times.activeAt().toEpochMilli());
        return kind == AlertState.Kind.RECOVERING
                ? state
                : mix(state ^ bits(alert.value()) ^ alert.annotations().hashCode());
    }

    private static long bits(double value) {
        return StaleMarker.is(value) ? 1 : Double.doubleToLongBits(value);
    }

    /** The finalizer of SplittableRandom: each bit of the input changes half of the bits of the result. */
    static long mix(long bits) {
        var z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
