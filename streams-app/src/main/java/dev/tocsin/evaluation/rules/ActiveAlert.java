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
 * One alert of a rule: who it is, what is said of it and where it stands.
 *
 * @param labels its identity, the alert's name among them
 * @param annotations expanded, as of the last tick at which its condition held
 * @param value what the expression gave at that tick
 */
public record ActiveAlert(Labels labels, Map<String, String> annotations, double value, AlertState state) {
    public ActiveAlert {
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    public Fingerprint fingerprint() {
        return labels.fingerprint();
    }

    /** What those who notify are given of it; nothing while it is pending. */
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
