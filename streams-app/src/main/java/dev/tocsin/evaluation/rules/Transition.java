package dev.tocsin.evaluation.rules;

import dev.tocsin.alerts.Alert;
import java.time.Instant;
import java.util.Optional;

/**
 * Change of an alert's state at a tick. An alert that becomes {@link AlertState#INACTIVE} is deleted.
 */
public record Transition(String ruleUid, AlertState before, ActiveAlert after, Instant tick) {
    /**
     * The alert for the notifier. A firing alert that becomes pending, because {@code for} was raised, is sent as
     * resolved.
     */
    public Optional<Alert> toAlert(String generatorUrl) {
        return before.isFiring() && !after.state().isFiring()
                ? after.withState(resolved()).toAlert(generatorUrl, tick)
                : after.toAlert(generatorUrl, tick);
    }

    private AlertState resolved() {
        return after.state().kind() == AlertState.Kind.RESOLVED ? after.state() : before.terminate(tick);
    }
}
