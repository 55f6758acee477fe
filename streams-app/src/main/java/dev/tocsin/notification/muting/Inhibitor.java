package dev.tocsin.notification.muting;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which alerts inhibit which, by all rules. It may be asked from any thread while it learns on another. */
public final class Inhibitor {
    /** Without rules. */
    public static final Inhibitor NONE = new Inhibitor(List.of());

    private final List<SourceAlerts> sourcesByRule;

    Inhibitor(List<InhibitRule> rules) {
        this.sourcesByRule = rules.stream().map(SourceAlerts::new).toList();
    }

    /** Of alerts that are known already. */
    public static Inhibitor of(Collection<Alert> alerts, List<InhibitRule> rules) {
        var inhibition = new Inhibitor(rules);
        alerts.forEach(inhibition::update);
        return inhibition;
    }

    /** Takes the last word about an alert. */
    public void update(Alert alert) {
        sourcesByRule.forEach(rule -> rule.update(alert));
    }

    public void gc(Instant now) {
        sourcesByRule.forEach(rule -> rule.gc(now));
    }

    /** An alert because of which another is not told; the first of the first rule that has one. */
    public Optional<Fingerprint> inhibitedBy(Labels target, Instant now) {
        return sourcesByRule.stream()
                .flatMap(rule -> rule.inhibitedBy(target, now).stream())
                .findFirst();
    }
}
