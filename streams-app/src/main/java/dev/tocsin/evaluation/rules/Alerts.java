package dev.tocsin.evaluation.rules;

import dev.tocsin.labels.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The alerts of one rule after a step, and the transitions of the step. */
record Alerts(Map<Fingerprint, ActiveAlert> byFingerprint, List<Transition> transitions) {
    static final Alerts NONE = new Alerts(Map.of(), List.of());

    /** The step of a tick: the condition holds for those sighted and for no others. */
    static Alerts step(
            String ruleUid,
            AlertState.Patience patience,
            Map<Fingerprint, ActiveAlert> before,
            Map<Fingerprint, ActiveAlert> sighted,
            Instant tick) {
        var step = new Step(ruleUid, tick);
        var all = new HashSet<>(before.keySet());
        all.addAll(sighted.keySet());
        for (var one : new TreeSet<>(all)) {
            var was = before.containsKey(one) ? before.get(one).state() : AlertState.INACTIVE;
            if (sighted.containsKey(one)) {
                step.take(was, sighted.get(one).in(was.conditionHolds(tick, patience)));
            } else {
                step.take(was, before.get(one).in(was.conditionEnds(tick, patience)));
            }
        }
        return step.done();
    }

    /** The same step for every alert, whatever its condition. */
    static Alerts each(
            String ruleUid, Map<Fingerprint, ActiveAlert> before, Instant tick, UnaryOperator<AlertState> next) {
        var step = new Step(ruleUid, tick);
        before.values().forEach(alert -> step.take(alert.state(), alert.in(next.apply(alert.state()))));
        return step.done();
    }

    long active() {
        return byFingerprint.values().stream()
                .filter(alert -> alert.state().isActive())
                .count();
    }

    private static final class Step {
        private final String ruleUid;
        private final Instant tick;
        private final Map<Fingerprint, ActiveAlert> after = new HashMap<>();
        private final List<Transition> transitions = new ArrayList<>();

        Step(String ruleUid, Instant tick) {
            this.ruleUid = ruleUid;
            this.tick = tick;
        }

        void take(AlertState was, ActiveAlert now) {
            if (!was.equals(now.state())) {
                transitions.add(new Transition(ruleUid, was, now, tick));
            }
            if (!now.state().equals(AlertState.INACTIVE)) {
                after.put(now.fingerprint(), now);
            }
        }

        Alerts done() {
            return new Alerts(after, transitions);
        }
    }
}
