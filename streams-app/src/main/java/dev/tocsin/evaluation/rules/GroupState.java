package dev.tocsin.evaluation.rules;

import dev.tocsin.labels.Fingerprint;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a group leaves to its next evaluation: the state of each rule, by uid. */
public record GroupState(Map<String, RuleState> rules) {
    public static final GroupState INITIAL = new GroupState(Map.of());

    public GroupState {
        rules = Map.copyOf(rules);
    }

    /** The state of a group that was evaluated elsewhere or before a restart; alerts of other rules are left aside. */
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

    // The series of the alerts were written, so they end with the alerts.
    private static RuleState restore(AlertingRule rule, List<ActiveAlert> alerts) {
        var byFingerprint = new HashMap<Fingerprint, ActiveAlert>();
        alerts.forEach(alert -> byFingerprint.put(alert.fingerprint(), alert));
        var written = alerts.stream()
                .flatMap(alert -> AlertSeries.of(rule, alert, Instant.EPOCH))
                .map(RecordedSample::labels)
                .collect(Collectors.toUnmodifiableSet());
        return new RuleState(byFingerprint, written, RuleHealth.UNKNOWN);
    }

    /** This state, with what is known elsewhere of one alert; {@link AlertState#INACTIVE} forgets it. */
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

    public Optional<ActiveAlert> alert(String ruleUid, Fingerprint alert) {
        return Optional.ofNullable(rules.get(ruleUid)).map(rule -> rule.alerts().get(alert));
    }

    public RuleState of(Rule rule) {
        return rules.getOrDefault(rule.uid(), RuleState.INITIAL);
    }

    /** Passes the state on to an edited group; what belonged to rules that are gone or changed comes to its end. */
    public Transfer transferTo(RuleGroup next, Instant at) {
        var uids = uids(next);
        var kept = new HashMap<>(rules);
        kept.keySet().retainAll(uids);
        var gone = new TreeMap<>(rules);
        gone.keySet().removeAll(uids);
        return Transfer.of(new GroupState(kept), gone, at, at.minus(next.queryOffset()));
    }

    /** The end of a group that was removed. */
    public Transfer end(Instant at) {
        return Transfer.of(INITIAL, new TreeMap<>(rules), at, at);
    }

    private static Collection<String> uids(RuleGroup group) {
        return group.rules().stream().map(Rule::uid).collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * What an edit leaves and what it ends.
     *
     * @param ended the last transitions of alerts whose rules are gone
     * @param ends the ends of the series of those rules
     */
    public record Transfer(GroupState state, List<Transition> finalTransitions, List<RecordedSample> staleMarkers) {
        static Transfer of(GroupState kept, Map<String, RuleState> gone, Instant at, Instant dataAt) {
            var ended = gone.entrySet().stream()
                    .flatMap(rule -> RuleAlerts.transitionAll(
                            rule.getKey(), rule.getValue().alerts(), at, state -> state.terminate(at))
                            .transitions()
                            .stream());
            var ends = gone.values().stream()
                    .flatMap(rule -> rule.writtenSeries().stream())
                    .sorted()
                    .map(labels -> RecordedSample.staleMarker(labels, dataAt));
            return new Transfer(kept, ended.toList(), ends.toList());
        }
    }
}
