package dev.tocsin.archive;

import dev.tocsin.evaluation.rules.PersistedAlert;
import java.time.Instant;

/**
 * What instances report of an alert of a rule.
 *
 * @param group the key of the group that its rule is in
 * @param tick the evaluation that brought it there
 */
public record ReportedAlert(PersistedAlert persisted, String group, Instant tick) {
    /** {@code rule uid/fingerprint}. */
    String key() {
        return persisted.ruleUid() + "/" + persisted.alert().fingerprint();
    }
}
