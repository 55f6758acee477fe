package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroup;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The alert states of one group with data sources, folded from the cluster's log in its order. Instances with other answers,
 * or that missed other ticks, can log different starts of one alert. The first start in the log since the alert was last
 * inactive counts on all instances, so the start does not change. The next evaluation logs it again. Such a record, whose
 * tick is after the start, counts as it is: instances that have read only a part of the log agree with it. Groups without
 * data sources need no such rule: their states are those of the replica. Used on the loop only.
 */
final class EpisodeStarts {
    private final Map<String, RuleAlertState> states = new HashMap<>();
    private boolean isNeeded;

    EpisodeStarts(RuleGroup group) {
        replaceGroup(group);
    }

    void replaceGroup(RuleGroup next) {
        isNeeded = next.asksDataSources();
        if (!isNeeded) {
            states.clear();
        }
    }

    boolean isNeeded() {
        return isNeeded;
    }

    /** Takes up a state that the log had before its records were read here. */
    void restore(RuleAlertState logged) {
        if (isNeeded) {
            states.putIfAbsent(logged.key(), logged);
        }
    }

    /** Folds a record of the log. Returns it with the start that counts. @param state empty if the alert was deleted */
    Optional<RuleAlertState> read(String key, Optional<RuleAlertState> state) {
        var known = Optional.ofNullable(states.remove(key));
        var next = state.map(newest -> known.map(newest::continuing).orElse(newest));
        next.filter(any -> isNeeded).ifPresent(any -> states.put(key, any));
        return next;
    }

    Optional<RuleAlertState> find(String key) {
        return Optional.ofNullable(states.get(key));
    }

    Collection<RuleAlertState> all() {
        return List.copyOf(states.values());
    }
}
