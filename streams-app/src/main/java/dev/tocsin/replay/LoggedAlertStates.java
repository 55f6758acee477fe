package dev.tocsin.replay;

import dev.tocsin.evaluation.rules.RuleAlertState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Compares the changes of alert states that are evaluated now with those that the instances logged then. */
final class LoggedAlertStates {
    private final Stretch stretch;
    private final LogComparison comparison;
    private final Map<String, List<Change>> evaluated = new HashMap<>();
    private final Map<String, List<Change>> logged = new HashMap<>();
    private boolean compacted;

    LoggedAlertStates(Stretch stretch, LogComparison comparison) {
        this.stretch = stretch;
        this.comparison = comparison;
    }

    /**
     * A change of an alert state.
     *
     * @param at the tick; the append time of a deletion in the log
     * @param state empty for a deletion
     */
    private record Change(Instant at, Optional<RuleAlertState> state) {
        boolean isSame(Change other) {
            return state.isPresent() ? state.equals(other.state) : other.state.isEmpty();
        }

        String text() {
            return state.map(now -> "%s of value %s, annotations %s, since %s"
                            .formatted(
                                    now.alert().state().kind(),
                                    now.alert().value(),
                                    now.alert().annotations(),
                                    now.alert().state().times().enteredAt()))
                    .orElse("a deletion");
        }
    }

    /** The log has lost changes of the stretch by compaction: only the last change of some alerts is there. */
    void compacted() {
        compacted = true;
    }

    boolean isCompacted() {
        return compacted;
    }

    void evaluated(String key, Instant tick, Optional<RuleAlertState> state) {
        add(evaluated, key, new Change(tick, state));
    }

    void logged(String key, Instant at, Optional<RuleAlertState> state) {
        add(logged, key, new Change(at, state));
    }

    /** Instances write a change once each, if none of them sees that of another in time. */
    private static void add(Map<String, List<Change>> all, String key, Change change) {
        var changes = all.computeIfAbsent(key, none -> new ArrayList<>());
        if (changes.isEmpty() || !changes.get(changes.size() - 1).isSame(change)) {
            changes.add(change);
        }
    }

    /** Keys whose first logged change follows on a state that is not known. @param known keys with a state before */
    List<String> withUnknownBeginning(java.util.Set<String> known) {
        return logged.entrySet().stream()
                .filter(entry -> !known.contains(entry.getKey()))
                .filter(entry -> entry.getValue()
                        .get(0)
                        .state()
                        .filter(state ->
                                state.alert().state().times().activeAt().isBefore(stretch.from()))
                        .isPresent())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    void compare() {
        var keys = new TreeSet<>(evaluated.keySet());
        keys.addAll(logged.keySet());
        keys.forEach(key -> compare(key, evaluated.getOrDefault(key, List.of()), logged.getOrDefault(key, List.of())));
    }

    private void compare(String key, List<Change> now, List<Change> then) {
        var i = 0;
        var j = 0;
        while (i < now.size() || j < then.size()) {
            var one = i < now.size() ? now.get(i) : null;
            var other = j < then.size() ? then.get(j) : null;
            if (one != null && other != null && one.isSame(other)) {
                comparison.alertStateCompared();
                i++;
                j++;
            } else if (isPair(one, other)) {
                differ(key, one.at(), one.text(), other.text());
                i++;
                j++;
            } else if (other == null || one != null && !one.at().isAfter(other.at())) {
                if (stretch.includes(one.at()) && !compacted) {
                    differ(key, one.at(), one.text(), LogComparison.NOTHING);
                }
                i++;
            } else {
                if (stretch.includes(other.at())) {
                    differ(key, other.at(), LogComparison.NOTHING, other.text());
                }
                j++;
            }
        }
    }

    /** Two changes of one tick. A deletion in the log has the time of its record, which follows the tick. */
    private static boolean isPair(Change one, Change other) {
        return one != null
                && other != null
                && one.state().isPresent()
                && other.state().isPresent()
                && one.at().equals(other.at());
    }

    private void differ(String key, Instant at, String now, String then) {
        comparison.alertStateCompared();
        comparison.add(new LogComparison.Difference("alert state " + key, at, now, then));
    }
}
