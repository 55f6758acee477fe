package dev.tocsin.kafka.replica;

import dev.tocsin.notification.log.SlotRecord;
import dev.tocsin.notification.log.SlotState;

/** Called when the state of a slot changes. The rules of {@link ReplicaView.ChangeListener} apply. */
@FunctionalInterface
public interface SlotListener {
    void changed(SlotState state);

    /**
     * Called for each valid record of a slot that is folded, also for one without an effect. Restored slots are not records. A
     * rebuilt client may fold records again.
     */
    default void folded(SlotRecord record) {}
}
