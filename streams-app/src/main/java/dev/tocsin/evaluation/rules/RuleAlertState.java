package dev.tocsin.evaluation.rules;

import dev.tocsin.labels.Fingerprint;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of one alert of a rule, as it is stored in the alert-state topic and in the archive.
 *
 * @param group the key of the rule's group, {@code namespace/name}; empty if the rule was removed
 * @param tick the evaluation that led to this state
 */
public record RuleAlertState(String ruleUid, String group, Instant tick, ActiveAlert alert) {
    /** {@code rule uid/fingerprint}: the record key, unique for each alert of each rule. */
    public String key() {
        return key(ruleUid, alert.fingerprint());
    }

    /** This state as the continuation of a known one: an alert that is active does not begin once more. */
    public RuleAlertState continuing(RuleAlertState known) {
        var next = alert.state().times().beganAt(tick) ? alert.withStartOf(known.alert) : alert;
        return next.equals(alert) ? this : new RuleAlertState(ruleUid, group, tick, next);
    }

    /** Resolves the alert of a removed rule. Empty if its state stays the same. */
    public Optional<Transition> terminate(Instant at) {
        var before = alert.state();
        var after = before.terminate(at);
        return after.equals(before)
                ? Optional.empty()
                : Optional.of(new Transition(ruleUid, before, alert.withState(after), at));
    }

    /**
     * This state as the state of a rule whose expression was edited. Empty if this is the state of a rule with another
     * group, name or labels. Labels that are templates are not compared: an alert with other labels ends at the next tick.
     */
    public Optional<RuleAlertState> continuedBy(AlertingRule rule) {
        var isSameName = uidPrefix(ruleUid).equals(rule.uidPrefix());
        var hasLabels = rule.labels().entrySet().stream()
                .allMatch(label -> label.getValue().contains("{{")
                        || alert.labels().get(label.getKey()).equals(label.getValue()));
        return isSameName && hasLabels
                ? Optional.of(new RuleAlertState(rule.uid(), group, tick, alert))
                : Optional.empty();
    }

    static String uidPrefix(String ruleUid) {
        return ruleUid.substring(0, ruleUid.lastIndexOf('/') + 1);
    }

    public static String key(String ruleUid, Fingerprint alert) {
        return ruleUid + "/" + alert;
    }
}
