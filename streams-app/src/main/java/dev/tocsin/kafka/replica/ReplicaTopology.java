package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.log.Timestamps;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology of the replica: each topic is folded into a global store of every instance. Records are read as bytes
 * and decoded by the fold, so that an invalid record stops neither the client nor its next start.
 */
final class ReplicaTopology {
    private final Topology topology = new Topology();
    private final Replica replica;
    private final ReplicaState state;
    private final Deserializer<byte[]> values;

    ReplicaTopology(Replica replica, ReplicaState state, Deserializer<byte[]> values) {
        this.replica = replica;
        this.state = state;
        this.values = values;
    }

    Topology build() {
        state.sources().forEach(this::fold);
        return topology;
    }

    private void fold(ReplicaState.Source source) {
        topology.addGlobalStore(
                store(source.store()),
                source.store() + "-in",
                Timestamps::ofRecord,
                new ByteArrayDeserializer(),
                values,
                source.topic(),
                "fold-" + source.store(),
                () -> new FoldProcessor(replica, state, source));
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
    }
}
