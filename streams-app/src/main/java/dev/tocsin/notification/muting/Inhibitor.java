package dev.tocsin.notification.muting;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Evaluates all inhibition rules. Thread-safe. */
public final class Inhibitor {
    /** Has no rules. */
    public static final Inhibitor NONE = new Inhibitor(List.of());

    private final List<SourceAlerts> sourcesByRule;
    private final AtomicLong version = new AtomicLong();

    Inhibitor(List<InhibitRule> rules) {
        this.sourcesByRule = rules.stream().map(SourceAlerts::new).toList();
    }

    /** An inhibitor with its first alerts. */
    public static Inhibitor of(Collection<Alert> alerts, List<InhibitRule> rules) {
        var inhibitor = new Inhibitor(rules);
        alerts.forEach(inhibitor::update);
        return inhibitor;
    }

    /** Adds an alert, or replaces its previous state. */
    public void update(Alert alert) {
        for (var rule : sourcesByRule) {
            if (rule.update(alert)) {
                version.incrementAndGet();
            }
        }
    }

    /** Grows with each update of a source alert. */
    long version() {
        return version.get();
    }

    /** Whether source alerts can inhibit a label set. */
    boolean isTarget(Labels alert) {
        return sourcesByRule.stream().anyMatch(rule -> rule.isTarget(alert));
    }

    /** Removes resolved alerts. */
    public void gc(Instant now) {
        sourcesByRule.forEach(rule -> rule.gc(now));
    }

    /**
     * A rule with the alerts that it inhibits.
     *
     * @param pairs number of inhibited alerts
     * @param examples some of them, each with the first alert that inhibits it
     */
    public record RulePairs(InhibitRule rule, int pairs, List<Pair> examples) {}

    /** An alert that inhibits another. */
    public record Pair(Fingerprint source, Fingerprint target) {}

    /** The alerts that each rule inhibits, in the order of the rules. */
    public List<RulePairs> pairs(Collection<Alert> alerts, Instant now, int maxExamples) {
        return sourcesByRule.stream()
                .map(sources -> {
                    var pairs = alerts.stream()
                            .filter(alert -> !alert.isResolvedAt(now))
                            .flatMap(target -> sources.inhibitedBy(target.labels(), now).stream()
                                    .map(source -> new Pair(source, target.fingerprint())))
                            .toList();
                    return new RulePairs(
                            sources.rule(),
                            pairs.size(),
                            pairs.stream().limit(maxExamples).toList());
                })
                .toList();
    }

    /** The alert that inhibits a label set: the first source of the first rule that applies. */
    public Optional<Fingerprint> inhibitedBy(Labels target, Instant now) {
        return sourcesByRule.stream()
                .flatMap(rule -> rule.inhibitedBy(target, now).stream())
                .findFirst();
    }
}
