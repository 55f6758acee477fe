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
record RuleAlerts(Map<Fingerprint, ActiveAlert> byFingerprint, List<Transition> transitions) {
    static final RuleAlerts NONE = new RuleAlerts(Map.of(), List.of());

    /** The step of a tick: the condition holds for those sighted and for no others. */
    static RuleAlerts advance(
            String ruleUid,
            AlertState.HoldDurations patience,
            Map<Fingerprint, ActiveAlert> before,
            Map<Fingerprint, ActiveAlert> sighted,
            Instant tick) {
        var step = new Builder(ruleUid, tick);
        var all = new HashSet<>(before.keySet());
        all.addAll(sighted.keySet());
        for (var one : new TreeSet<>(all)) {
            var was = before.containsKey(one) ? before.get(one).state() : AlertState.INACTIVE;
            if (sighted.containsKey(one)) {
                step.add(was, sighted.get(one).withState(was.conditionHolds(tick, patience)));
            } else {
                step.add(was, before.get(one).withState(was.conditionEnds(tick, patience)));
            }
        }
        return step.build();
    }

    /** The same step for every alert, whatever its condition. */
    static RuleAlerts transitionAll(
            String ruleUid, Map<Fingerprint, ActiveAlert> before, Instant tick, UnaryOperator<AlertState> next) {
        var step = new Builder(ruleUid, tick);
        before.values().forEach(alert -> step.add(alert.state(), alert.withState(next.apply(alert.state()))));
        return step.build();
    }

    long active() {
        return byFingerprint.values().stream()
                .filter(alert -> alert.state().isActive())
                .count();
    }

    private static final class Builder {
        private final String ruleUid;
        private final Instant tick;
        private final Map<Fingerprint, ActiveAlert> after = new HashMap<>();
        private final List<Transition> transitions = new ArrayList<>();

        Builder(String ruleUid, Instant tick) {
            this.ruleUid = ruleUid;
            this.tick = tick;
        }

        void add(AlertState was, ActiveAlert now) {
            if (!was.equals(now.state())) {
                transitions.add(new Transition(ruleUid, was, now, tick));
            }
            if (!now.state().equals(AlertState.INACTIVE)) {
                after.put(now.fingerprint(), now);
            }
        }

        RuleAlerts build() {
            return new RuleAlerts(after, transitions);
        }
    }
}
