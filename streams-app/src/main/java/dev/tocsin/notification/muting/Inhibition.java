package dev.tocsin.notification.muting;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which alerts inhibit which, by all rules. It may be asked from any thread while it learns on another. */
public final class Inhibition {
    /** Without rules. */
    public static final Inhibition NONE = new Inhibition(List.of());

    private final List<Sources> rules;

    Inhibition(List<InhibitRule> rules) {
        this.rules = rules.stream().map(Sources::new).toList();
    }

    /** Of alerts that are known already. */
    public static Inhibition over(Collection<Alert> alerts, List<InhibitRule> rules) {
        var inhibition = new Inhibition(rules);
        alerts.forEach(inhibition::learn);
        return inhibition;
    }

    /** Takes the last word about an alert. */
    public void learn(Alert alert) {
        rules.forEach(rule -> rule.learn(alert));
    }

    public void forgetWhatIsOver(Instant now) {
        rules.forEach(rule -> rule.forgetWhatIsOver(now));
    }

    /** An alert because of which another is not told; the first of the first rule that has one. */
    public Optional<Fingerprint> inhibiting(Labels target, Instant now) {
        return rules.stream()
                .flatMap(rule -> rule.inhibiting(target, now).stream())
                .findFirst();
    }
}
