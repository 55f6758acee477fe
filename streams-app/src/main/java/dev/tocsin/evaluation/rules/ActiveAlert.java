package dev.tocsin.evaluation.rules;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One alert of an alerting rule with its state.
 *
 * @param labels identity of the alert, including {@code alertname}
 * @param annotations expanded at the last tick at which the condition held
 * @param value result of the expression at that tick
 */
public record ActiveAlert(Labels labels, Map<String, String> annotations, double value, AlertState state) {
    public ActiveAlert {
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    public Fingerprint fingerprint() {
        return labels.fingerprint();
    }

    /** The alert for the notifier. Empty if it neither fires nor is resolved. */
    public Optional<Alert> toAlert(String generatorUrl, Instant updatedAt) {
        var times = state.times();
        var isResolved = state.kind() == AlertState.Kind.RESOLVED;
        var endsAt = isResolved ? times.resolvedAt() : Alert.NO_END;
        return isResolved || state.isFiring()
                ? Optional.of(new Alert(labels, annotations, times.firedAt(), endsAt, generatorUrl, updatedAt))
                : Optional.empty();
    }

    public ActiveAlert withState(AlertState next) {
        return new ActiveAlert(labels, annotations, value, next);
    }
}
