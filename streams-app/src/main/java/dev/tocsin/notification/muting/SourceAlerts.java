package dev.tocsin.notification.muting;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The source alerts of one inhibition rule, by their {@code equal} labels. Thread-safe. */
final class SourceAlerts {
    private final InhibitRule rule;
    private final ConcurrentMap<Labels, ConcurrentNavigableMap<Fingerprint, Alert>> byEqualLabels =
            new ConcurrentHashMap<>();

    SourceAlerts(InhibitRule rule) {
        this.rule = rule;
    }

    InhibitRule rule() {
        return rule;
    }

    /** Returns whether the alert is a source of the rule. */
    boolean update(Alert alert) {
        var isSource = rule.isSource(alert.labels());
        if (isSource) {
            byEqualLabels.compute(rule.equalLabels(alert.labels()), (shared, known) -> {
                var alerts = known == null ? new ConcurrentSkipListMap<Fingerprint, Alert>() : known;
                alerts.put(alert.fingerprint(), alert);
                return alerts;
            });
        }
        return isSource;
    }

    boolean isTarget(Labels alert) {
        return rule.isTarget(alert);
    }

    void gc(Instant now) {
        for (var shared : byEqualLabels.keySet()) {
            byEqualLabels.computeIfPresent(shared, (labels, alerts) -> {
                alerts.values().removeIf(alert -> alert.isResolvedAt(now));
                return alerts.isEmpty() ? null : alerts;
            });
        }
    }

    /** The first alert, by fingerprint, that inhibits another. */
    Optional<Fingerprint> inhibitedBy(Labels target, Instant now) {
        if (!rule.isTarget(target)) {
            return Optional.empty();
        }
        // As in Alertmanager, an alert that matches both sides is inhibited only by one that does not: never by itself.
        var isBoth = rule.isSource(target);
        return byEqualLabels.getOrDefault(rule.equalLabels(target), new ConcurrentSkipListMap<>()).entrySet().stream()
                .filter(source -> !source.getValue().isResolvedAt(now))
                .filter(source -> !(isBoth && rule.isTarget(source.getValue().labels())))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
