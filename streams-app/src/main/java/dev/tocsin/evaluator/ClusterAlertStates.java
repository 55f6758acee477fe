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
record ClusterAlertStates(EvaluatorContext context, String groupKey, EpisodeStarts starts) {
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(1);

    Optional<RuleAlertState> find(String ruleUid, Fingerprint alert) {
        var logged = starts.isNeeded()
                ? starts.find(RuleAlertState.key(ruleUid, alert))
                : context.alertStates().find(ruleUid, alert);
        return logged.filter(this::isCredible);
    }

    /** The group was edited. */
    void replaceGroup(RuleGroup next) {
        starts.replaceGroup(next);
        inReplica(next).forEach(starts::restore);
    }

    /** A record of the log was read. Returns the state with the start that counts, if it is credible. */
    Optional<RuleAlertState> read(String key, Optional<RuleAlertState> state) {
        return starts.read(key, state.filter(this::isCredible));
    }

    /** A state of this instance, as it is to be logged: an alert that is active in the log does not begin once more. */
    RuleAlertState withLoggedStart(RuleAlertState own) {
        return starts.find(own.key()).map(own::continuing).orElse(own);
    }

    /** The state of a group that this instance has not evaluated. */
    GroupState state(RuleGroup group) {
        inReplica(group).forEach(starts::restore);
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

    /**
     * The state to evaluate a tick from; empty if other instances have evaluated a later one.
     *
     * @param lastKnown the newest tick that this instance has evaluated or whose states it has taken over
     * @param wasLogged whether the last state of this instance could be logged
     */
    Optional<GroupState> stateBefore(Instant tick, RuleGroupStatus own, Instant lastKnown, boolean wasLogged) {
        // Instances can have other answers of data sources, so the states in the log count.
        if (own.isNextTick(tick) && !starts.isNeeded()) {
            return Optional.of(own.state());
        }
        return newestTick(own.group(), lastKnown).isAfter(tick)
                ? Optional.empty()
                : Optional.of(stateAfterMissedTicks(own, wasLogged));
    }

    /** Takes over a logged state of a tick that this instance has not evaluated, or the start of an alert. */
    GroupState takeOver(GroupState own, RuleAlertState logged, Instant lastKnown) {
        if (logged.tick().isAfter(lastKnown)) {
            return own.with(logged.ruleUid(), logged.alert());
        }
        return starts.isNeeded() ? own.withStartOf(logged) : own;
    }

    /** Replaces alerts whose state was logged differently at the given tick or later. */
    GroupState withClusterStates(GroupState own, RuleGroup group, Instant since) {
        var state = own;
        for (var logged : of(group)) {
            if (logged.tick().isBefore(since)) {
                state = takeOver(state, logged, since);
            } else if (!hasSameState(state, logged)) {
                state = state.with(logged.ruleUid(), logged.alert());
            }
        }
        return state;
    }

    /**
     * The state to continue with after missed ticks: the cluster's state. Alerts that were never logged are kept only if the
     * last state of this instance could not be logged. With data sources, an earlier tick can have been logged later.
     */
    private GroupState stateAfterMissedTicks(RuleGroupStatus own, boolean wasLogged) {
        if (!own.wasEvaluated()) {
            return state(own.group());
        }
        var since = wasLogged && starts.isNeeded() ? Instant.MIN : own.lastTick();
        var merged = withClusterStates(own.state(), own.group(), since);
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
        return starts.isNeeded()
                ? starts.all().stream()
                        .filter(logged -> isCredible(logged)
                                && group.alertingRule(logged.ruleUid()).isPresent())
                        .toList()
                : inReplica(group);
    }

    private List<RuleAlertState> inReplica(RuleGroup group) {
        return group.alertingRules().stream()
                .flatMap(rule -> context.alertStates().of(rule.uid()).stream())
                .filter(this::isCredible)
                .toList();
    }

    private boolean isCredible(RuleAlertState logged) {
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
