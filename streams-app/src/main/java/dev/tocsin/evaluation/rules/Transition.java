package dev.tocsin.evaluation.rules;

import dev.tocsin.alerts.Alert;
import java.time.Instant;
import java.util.Optional;

/**
 * An alert came into another state at a tick. One that came to {@link AlertState#INACTIVE} is to be forgotten.
 *
 * @param ruleUid the rule's uid
 */
public record Transition(String ruleUid, AlertState before, ActiveAlert after, Instant tick) {
    public boolean isDeletion() {
        return after.state().equals(AlertState.INACTIVE);
    }

    /**
     * What those who notify are given of it. One that fired and is pending again, because {@code for} was raised, has
     * ended for them.
     */
    public Optional<Alert> toAlert(String generatorUrl) {
        return before.isFiring() && !after.state().isFiring()
                ? after.withState(ended()).toAlert(generatorUrl, tick)
                : after.toAlert(generatorUrl, tick);
    }

    private AlertState ended() {
        return after.state().kind() == AlertState.Kind.RESOLVED ? after.state() : before.terminate(tick);
    }
}
