package dev.tocsin.kafka.replica;

import dev.tocsin.notification.log.SlotState;

/** Called when the state of a slot changes. The rules of {@link ReplicaView.ChangeListener} apply. */
public interface SlotListener {
    void changed(SlotState state);
}
