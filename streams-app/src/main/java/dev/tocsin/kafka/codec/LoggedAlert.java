package dev.tocsin.kafka.codec;

import dev.tocsin.evaluation.rules.PersistedAlert;
import java.time.Instant;

/**
 * The state of an alert as the log keeps it.
 *
 * @param group the key of the group that its rule is in
 * @param tick the evaluation that brought it there
 */
public record LoggedAlert(PersistedAlert persisted, String group, Instant tick) {
    /** {@code rule uid/fingerprint}. */
    public String key() {
        return persisted.ruleUid() + "/" + persisted.alert().fingerprint();
    }
}
