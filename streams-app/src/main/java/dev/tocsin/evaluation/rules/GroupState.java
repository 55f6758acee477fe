package dev.tocsin.evaluation.rules;

import dev.tocsin.labels.Fingerprint;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** State of a group between evaluations: the state of each rule, by uid. */
public record GroupState(Map<String, RuleState> rules) {
    public static final GroupState INITIAL = new GroupState(Map.of());

    public GroupState {
        rules = Map.copyOf(rules);
    }

    /** Restores the state from stored alert states. Alerts of rules outside the group are ignored. */
    public static GroupState restore(RuleGroup group, Collection<RuleAlertState> persisted) {
        var byRule = persisted.stream()
                .filter(one -> !one.alert().state().equals(AlertState.INACTIVE))
                .collect(Collectors.groupingBy(RuleAlertState::ruleUid));
        var rules = new HashMap<String, RuleState>();
        for (var rule : group.alertingRules()) {
            var alerts = byRule.getOrDefault(rule.uid(), List.of()).stream()
                    .map(RuleAlertState::alert)
                    .toList();
            if (!alerts.isEmpty()) {
                rules.put(rule.uid(), restore(rule, alerts));
            }
        }
        return new GroupState(rules);
    }

    // The series of these alerts were written, so they must get stale markers when the alerts end.
    private static RuleState restore(AlertingRule rule, List<ActiveAlert> alerts) {
        var byFingerprint = new HashMap<Fingerprint, ActiveAlert>();
        alerts.forEach(alert -> byFingerprint.put(alert.fingerprint(), alert));
        var written = alerts.stream()
                .flatMap(alert -> AlertSeries.of(rule, alert, Instant.EPOCH))
                .map(RecordedSample::labels)
                .collect(Collectors.toUnmodifiableSet());
        return new RuleState(byFingerprint, written, RuleHealth.UNKNOWN);
    }

    /** Replaces one alert, or removes it if the new state is {@link AlertState#INACTIVE}. */
    public GroupState with(String ruleUid, ActiveAlert known) {
        var rule = rules.getOrDefault(ruleUid, RuleState.INITIAL);
        var alerts = new HashMap<>(rule.alerts());
        if (known.state().equals(AlertState.INACTIVE)) {
            alerts.remove(known.fingerprint());
        } else {
            alerts.put(known.fingerprint(), known);
        }
        var changed = new HashMap<>(rules);
        changed.put(ruleUid, new RuleState(alerts, rule.writtenSeries(), rule.health()));
        return new GroupState(changed);
    }

    /** Moves the start of an alert to that of a logged state, if it is active in both. */
    public GroupState withStartOf(RuleAlertState logged) {
        var own = alert(logged.ruleUid(), logged.alert().fingerprint());
        var next = own.map(alert -> alert.withStartOf(logged.alert()));
        return next.equals(own) ? this : with(logged.ruleUid(), next.orElseThrow());
    }

    public Optional<ActiveAlert> alert(String ruleUid, Fingerprint alert) {
        return Optional.ofNullable(rules.get(ruleUid)).map(rule -> rule.alerts().get(alert));
    }

    public RuleState of(Rule rule) {
        return rules.getOrDefault(rule.uid(), RuleState.INITIAL);
    }

    /**
     * Transfers the state to an edited group. A rule with another expression continues with its alerts and series: see
     * {@link RuleSuccessors}. Alerts and series of removed rules end.
     */
    public Transfer transferTo(RuleGroup before, RuleGroup next, Instant at) {
        var successors = RuleSuccessors.of(before, next);
        var kept = new HashMap<String, RuleState>();
        var removed = new TreeMap<>(rules);
        rules.forEach((uid, rule) -> successors.find(uid).ifPresent(successor -> {
            kept.put(successor, successor.equals(uid) ? rule : rule.edited());
            removed.remove(uid);
        }));
        return Transfer.of(new GroupState(kept), removed, at, at.minus(next.queryOffset()));
    }

    /** Ends all alerts and series of a removed group. */
    public Transfer end(Instant at) {
        return Transfer.of(INITIAL, new TreeMap<>(rules), at, at);
    }

    /**
     * Result of an edit of a group.
     *
     * @param state the state of the remaining rules
     * @param finalTransitions the last transitions of alerts of removed rules
     * @param staleMarkers for the series of removed rules
     */
    public record Transfer(GroupState state, List<Transition> finalTransitions, List<RecordedSample> staleMarkers) {
        static Transfer of(GroupState kept, Map<String, RuleState> removed, Instant at, Instant dataAt) {
            var transitions = removed.entrySet().stream()
                    .flatMap(rule -> RuleAlerts.transitionAll(
                            rule.getKey(), rule.getValue().alerts(), at, state -> state.terminate(at))
                            .transitions()
                            .stream());
            var staleMarkers = removed.values().stream()
                    .flatMap(rule -> rule.writtenSeries().stream())
                    .sorted()
                    .map(labels -> RecordedSample.staleMarker(labels, dataAt));
            return new Transfer(kept, transitions.toList(), staleMarkers.toList());
        }
    }
}
