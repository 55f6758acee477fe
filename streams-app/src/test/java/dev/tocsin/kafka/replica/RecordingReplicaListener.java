package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records the announcements of a replica as text. */
final class RecordingReplicaListener {
    private final List<String> events = new ArrayList<>();

    RecordingReplicaListener(Replica replica, Topics topics) {
        replica.view(topics.clusterLog().silences()).onChange((id, entry) -> add("silence " + id, entry));
        replica.view(topics.clusterLog().members()).onChange((id, entry) -> add("member " + id, entry));
        replica.ruleGroups().onChange((key, entry) -> add("group " + key, entry));
        replica.view(topics.config()).onChange((key, entry) -> add("config " + key, entry));
        replica.view(topics.alerts()).onChange((key, entry) -> add("alert " + key, entry));
        replica.view(topics.alertState()).onChange((key, entry) -> add("state " + key, entry));
        replica.onSlotChange(slot -> events.add("slot held by '" + slot.holder().instance() + "' sent under '"
                + slot.nflogEntry().claimId() + "'"));
        replica.onLive(() -> events.add("live"));
    }

    private void add(String key, Optional<? extends ReplicaEntry<?>> entry) {
        var suffix =
                entry.map(now -> now.rejected().isPresent() ? " rejected" : "").orElse(" deleted");
        events.add(key + suffix);
    }

    /** The events since the last call. */
    List<String> drain() {
        var drained = List.copyOf(events);
        events.clear();
        return drained;
    }
}
