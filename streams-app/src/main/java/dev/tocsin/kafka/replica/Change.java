package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.log.RecordBatch;
import dev.tocsin.notification.log.SlotState;
import java.util.Optional;

/** A change of the replica, to be announced to the listeners once readers see it. */
sealed interface Change {
    void announce();

    /**
     * @param entry empty if the key was deleted
     * @param batch the records that the record was appended with; empty if it was appended alone
     */
    record EntryChange<T>(ReplicaView<T> view, String key, Optional<ReplicaEntry<T>> entry, Optional<RecordBatch> batch)
            implements Change {
        EntryChange(ReplicaView<T> view, String key, Optional<ReplicaEntry<T>> entry) {
            this(view, key, entry, Optional.empty());
        }

        @Override
        public void announce() {
            view.listeners().notify(listener -> listener.changed(key, entry, batch));
        }
    }

    record SlotStateChange(Listeners<SlotListener> listeners, SlotState state) implements Change {
        @Override
        public void announce() {
            listeners.notify(listener -> listener.changed(state));
        }
    }
}
