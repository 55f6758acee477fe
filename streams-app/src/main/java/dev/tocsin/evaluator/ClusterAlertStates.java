package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.labels.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The alert states of one group in the cluster's log. A state whose tick is more than a minute ahead of this instance's
 * clock is ignored: the clock of its writer is wrong.
 */
record ClusterAlertStates(EvaluatorContext context, String groupKey) {
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(1);

    Optional<RuleAlertState> find(String ruleUid, Fingerprint alert) {
        return context.alertStates().find(ruleUid, alert).filter(this::isCredible);
    }

    /** The state of a group that this instance has not evaluated. */
    GroupState state(RuleGroup group) {
        var logged = new ArrayList<>(of(group));
        logged.addAll(beforeEdits(group));
        return GroupState.restore(group, logged);
    }

    /** States of rules whose expression was edited while no instance ran: logged with the former uid only. */
    private List<RuleAlertState> beforeEdits(RuleGroup group) {
        var uids = group.alertingRules().stream().map(Rule::uid).collect(Collectors.toSet());
        var continued = new HashMap<String, RuleAlertState>();
        for (var rule : group.alertingRules()) {
            if (context.alertStates().of(rule.uid()).isEmpty()) {
                context.alertStates().startingWith(rule.uidPrefix()).stream()
                        .filter(logged -> isCredible(logged) && !uids.contains(logged.ruleUid()))
                        .forEach(logged -> logged.continuedBy(rule)
                                .ifPresent(state -> continued.putIfAbsent(logged.key(), state)));
            }
        }
        return List.copyOf(continued.values());
    }

    /** The newest logged tick of a group, or the given tick if that is newer. */
    Instant newestTick(RuleGroup group, Instant atLeast) {
        return of(group).stream()
                .map(RuleAlertState::tick)
                .filter(atLeast::isBefore)
                .max(Instant::compareTo)
                .orElse(atLeast);
    }

    /** Replaces alerts whose state was logged differently at the given tick or later. */
    GroupState withClusterStates(GroupState own, RuleGroup group, Instant since) {
        var state = own;
        for (var logged : of(group)) {
            if (!logged.tick().isBefore(since) && !hasSameState(state, logged)) {
                state = state.with(logged.ruleUid(), logged.alert());
            }
        }
        return state;
    }

    /**
     * The state to continue with after missed ticks: the cluster's state. Alerts that were never logged are kept only if the
     * last state of this instance could not be logged.
     */
    GroupState stateAfterMissedTicks(RuleGroupStatus own, boolean wasLogged) {
        if (!own.wasEvaluated()) {
            return state(own.group());
        }
        var merged = withClusterStates(own.state(), own.group(), own.lastTick());
        return wasLogged ? withoutDeleted(merged, own.group()) : merged;
    }

    /** Removes alerts that are no longer in the log. */
    private GroupState withoutDeleted(GroupState own, RuleGroup group) {
        var state = own;
        for (var rule : group.alertingRules()) {
            for (var alert : List.copyOf(own.of(rule).alerts().values())) {
                if (find(rule.uid(), alert.fingerprint()).isEmpty()) {
                    state = state.with(rule.uid(), alert.withState(AlertState.INACTIVE));
                }
            }
        }
        return state;
    }

    /** Adds the logged states of rules that the given state lacks. */
    GroupState withMissingRules(GroupState kept, RuleGroup group) {
        var all = new HashMap<>(GroupState.restore(group, of(group)).rules());
        all.putAll(kept.rules());
        return new GroupState(all);
    }

    private Collection<RuleAlertState> of(RuleGroup group) {
        return group.alertingRules().stream()
                .flatMap(rule -> context.alertStates().of(rule.uid()).stream())
                .filter(this::isCredible)
                .toList();
    }

    boolean isCredible(RuleAlertState logged) {
        return logged.group().equals(groupKey)
                && !logged.tick().isAfter(context.loop().now().plus(MAX_CLOCK_SKEW));
    }

    private static boolean hasSameState(GroupState state, RuleAlertState logged) {
        return state.alert(logged.ruleUid(), logged.alert().fingerprint())
                .filter(own -> own.state().equals(logged.alert().state())
                        && own.missingSince().equals(logged.alert().missingSince()))
                .isPresent();
    }
}
