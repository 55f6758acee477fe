package dev.tocsin.evaluation.rules;

import dev.tocsin.labels.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Alerts of one rule after a tick, and the transitions of that tick. */
record RuleAlerts(Map<Fingerprint, ActiveAlert> byFingerprint, List<Transition> transitions) {
    static final RuleAlerts NONE = new RuleAlerts(Map.of(), List.of());

    /** Advances all alerts by one tick. The condition holds for the current alerts only. */
    static RuleAlerts advance(
            String ruleUid,
            AlertState.HoldDurations durations,
            Map<Fingerprint, ActiveAlert> before,
            Map<Fingerprint, ActiveAlert> current,
            Instant tick) {
        return advance(
                ruleUid,
                before,
                current,
                tick,
                alert -> durations,
                alert -> alert.withState(alert.state().conditionEnds(tick, durations)));
    }

    /**
     * Advances all alerts by one tick.
     *
     * @param current the alerts whose condition holds
     * @param durations of an alert
     * @param absent advances an alert that is not current
     */
    static RuleAlerts advance(
            String ruleUid,
            Map<Fingerprint, ActiveAlert> before,
            Map<Fingerprint, ActiveAlert> current,
            Instant tick,
            Function<ActiveAlert, AlertState.HoldDurations> durations,
            UnaryOperator<ActiveAlert> absent) {
        if (before.isEmpty() && current.isEmpty()) {
            return NONE;
        }
        var builder = new Builder(ruleUid, tick);
        var all = new HashSet<>(before.keySet());
        all.addAll(current.keySet());
        for (var fingerprint : new TreeSet<>(all)) {
            var was = before.containsKey(fingerprint) ? before.get(fingerprint).state() : AlertState.INACTIVE;
            var now = current.get(fingerprint);
            builder.add(
                    was,
                    now == null
                            ? absent.apply(before.get(fingerprint))
                            : now.withState(was.conditionHolds(tick, durations.apply(now))));
        }
        return builder.build();
    }

    /** Applies the same transition to every alert. */
    static RuleAlerts transitionAll(
            String ruleUid, Map<Fingerprint, ActiveAlert> before, Instant tick, UnaryOperator<AlertState> next) {
        var builder = new Builder(ruleUid, tick);
        before.values().forEach(alert -> builder.add(alert.state(), alert.withState(next.apply(alert.state()))));
        return builder.build();
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
