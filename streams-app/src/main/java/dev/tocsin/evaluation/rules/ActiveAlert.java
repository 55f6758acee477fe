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
 * @param missingSince first tick without the series of the alert, while its state is kept in spite of that; otherwise
 *     {@link AlertStateTimes#NEVER}
 */
public record ActiveAlert(
        Labels labels, Map<String, String> annotations, double value, AlertState state, Instant missingSince) {
    public ActiveAlert {
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }

    /** An alert whose series is there. */
    public ActiveAlert(Labels labels, Map<String, String> annotations, double value, AlertState state) {
        this(labels, annotations, value, state, AlertStateTimes.NEVER);
    }

    boolean isMissing() {
        return !missingSince.equals(AlertStateTimes.NEVER);
    }

    /** The same alert, whose series is missing since a tick. */
    ActiveAlert missing(Instant since) {
        return new ActiveAlert(labels, annotations, value, state, since);
    }

    /** Whether the other is the same alert in the same state. */
    public boolean hasSameState(ActiveAlert other) {
        return state.isSameAs(other.state) && missingSince.equals(other.missingSince);
    }

    /** The same alert since the start of another one, if both are active; otherwise this one. */
    ActiveAlert withStartOf(ActiveAlert other) {
        var next = state.withStartOf(other.state);
        return next.equals(state) ? this : new ActiveAlert(labels, annotations, value, next, missingSince);
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

    /** The same alert in another state, with its series there. */
    public ActiveAlert withState(AlertState next) {
        return new ActiveAlert(labels, annotations, value, next);
    }
}
