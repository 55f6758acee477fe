package dev.tocsin.kafka.replica;

import dev.tocsin.history.DeliveryDetails;
import dev.tocsin.history.DeliveryEvent;
import dev.tocsin.history.History;
import dev.tocsin.kafka.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** The history of one state of the replica: its events, in memory, and where their records are stored. */
record ReplicaHistory(History events, Topics topics, ReplicaState.Source clusterLog) {

    /** The alerts of a delivery, read from the store. */
    Optional<DeliveryDetails> details(DeliveryEvent delivery) {
        var store = clusterLog.readableStore().get();
        var key = DeliveryHistory.storeKey(topics.clusterLog(), delivery);
        try {
            return Optional.ofNullable(store)
                    .map(open -> open.get(FoldResult.Write.Kind.HISTORY.prefix() + key))
                    .flatMap(bytes -> DeliveryHistory.details(topics.clusterLog(), key, bytes));
        } catch (InvalidStateStoreException closed) {
            return Optional.empty();
        }
    }

    /** Deletes some of the oldest events beyond the bounds, each in the store of its topic. */
    void evict(List<ReplicaState.Source> sources, Instant now, int max) {
        events.evictDeliveries(now, max)
                .forEach(event -> clusterLog.lateWrites().add(DeliveryHistory.delete(topics.clusterLog(), event)));
        events.evictAlerts(now, max).forEach(event -> {
            var topic = event.isPosted() ? topics.alerts() : topics.alertState();
            sources.stream()
                    .filter(source -> source.topic().equals(topic.name()))
                    .forEach(source -> source.lateWrites().add(AlertHistories.delete(event)));
        });
    }
}
