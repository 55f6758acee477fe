package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.AlertingRule;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.labels.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * What the cluster knows of one group. A tick that lies far ahead of this instance's clock is somebody's wrong clock
 * and counts for nothing.
 */
final class ClusterAlertStates {
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(1);

    private final EvaluatorContext context;
    private final String groupKey;

    ClusterAlertStates(EvaluatorContext context, String groupKey) {
        this.context = context;
        this.groupKey = groupKey;
    }

    Collection<RuleAlertState> of(RuleGroup group) {
        return group.alertingRules().stream()
                .map(AlertingRule::uid)
                .flatMap(uid -> context.alertStates().of(uid).stream())
                .filter(this::isCredible)
                .toList();
    }

    Optional<RuleAlertState> of(String ruleUid, Fingerprint alert) {
        return context.alertStates().find(ruleUid, alert).filter(this::isCredible);
    }

    GroupState state(RuleGroup group) {
        return GroupState.restore(group, of(group));
    }

    /** The state with what was found elsewhere at that tick or later, where that is something else. */
    GroupState withClusterStates(GroupState own, RuleGroup group, Instant since) {
        var state = own;
        for (var logged : of(group)) {
            if (!logged.tick().isBefore(since) && !hasSameState(state, logged)) {
                state = state.with(logged.ruleUid(), logged.alert());
            }
        }
        return state;
    }

    /** The state without the alerts that the others have forgotten. */
    GroupState withoutDeleted(GroupState own, RuleGroup group) {
        var state = own;
        for (var rule : group.alertingRules()) {
            for (var alert : List.copyOf(own.of(rule).alerts().values())) {
                if (of(rule.uid(), alert.fingerprint()).isEmpty()) {
                    state = state.with(rule.uid(), inactive(alert));
                }
            }
        }
        return state;
    }

    /** The state of the rules that it lacks, if they were evaluated elsewhere already. */
    GroupState withMissingRules(GroupState kept, RuleGroup group) {
        var all = new HashMap<>(state(group).rules());
        all.putAll(kept.rules());
        return new GroupState(all);
    }

    private boolean isCredible(RuleAlertState logged) {
        return logged.group().equals(groupKey)
                && !logged.tick().isAfter(context.loop().now().plus(MAX_CLOCK_SKEW));
    }

    private static boolean hasSameState(GroupState state, RuleAlertState alert) {
        var rule = state.rules().get(alert.ruleUid());
        var own = rule == null ? null : rule.alerts().get(alert.alert().fingerprint());
        return own != null && own.state().equals(alert.alert().state());
    }

    private static ActiveAlert inactive(ActiveAlert alert) {
        return new ActiveAlert(alert.labels(), alert.annotations(), alert.value(), AlertState.INACTIVE);
    }
}
