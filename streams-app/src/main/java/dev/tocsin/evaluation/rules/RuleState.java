package dev.tocsin.evaluation.rules;

import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * State of a rule between evaluations.
 *
 * @param alerts alerts that are pending, firing, recovering or recently resolved
 * @param writtenSeries series of the last evaluation; they get stale markers unless they are written again
 */
public record RuleState(Map<Fingerprint, ActiveAlert> alerts, Set<Labels> writtenSeries, RuleHealth health) {
    static final RuleState INITIAL = new RuleState(Map.of(), Set.of(), RuleHealth.UNKNOWN);

    public RuleState {
        alerts = alerts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(alerts));
        writtenSeries = Set.copyOf(writtenSeries);
    }

    /** The most severe state of its alerts: firing, pending or inactive. */
    public AlertState.Kind mostSevereState() {
        if (alerts.values().stream().anyMatch(alert -> alert.state().isFiring())) {
            return AlertState.Kind.FIRING;
        }
        var anyPending =
                alerts.values().stream().anyMatch(alert -> alert.state().isActive());
        return anyPending ? AlertState.Kind.PENDING : AlertState.Kind.INACTIVE;
    }

    /** The same alerts and series, of a rule that was not evaluated since its edit. */
    RuleState edited() {
        return new RuleState(alerts, writtenSeries, RuleHealth.UNKNOWN);
    }

    RuleState failed(String why) {
        return new RuleState(alerts, writtenSeries, RuleHealth.failed(why));
    }
}
