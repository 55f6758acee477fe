package dev.tocsin.kafka.replica;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.silences.Silence;
import java.util.Optional;

/**
 * Is told of every change to what the replica shows, beginning with nothing: all that a replica has restored is told
 * when it goes live, and what differs from before when its client was built anew. Calls never overlap. The thread that
 * folds waits for them, so they must be quick and must not wait for the replica.
 */
public interface ReplicaListener {
    /** The replica has caught up, at the start or after its client was built anew, and has told all that changed. */
    default void live() {}

    default void silenceChanged(String id, Optional<Silence> now) {}

    default void slotChanged(SlotState now) {}

    default void memberChanged(Member member) {}

    default void memberRemoved(String instance) {}

    /** @param key {@code namespace/name} */
    default void ruleGroupChanged(String key, Optional<ReplicaEntry<RuleGroup>> now) {}

    default void configChanged(String name, Optional<ReplicaEntry<ConfigDocument>> now) {}

    /** @param fingerprint as in the key */
    default void externalAlertChanged(String fingerprint, Optional<PostedAlert> now) {}

    /** @param key {@code rule uid/fingerprint} */
    default void alertStateChanged(String key, Optional<RuleAlertState> now) {}
}
