package dev.tocsin.kafka.samples;

import dev.tocsin.kafka.log.Timestamps;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Passes the whole samples topic to {@link SampleConsumer} at each start. The in-memory store stays empty. Kafka Streams
 * keeps no offset for a store in memory, so it reads the topic from the beginning (decision 17).
 */
record SamplesTopology(SampleConsumer consumer, String topic, Deserializer<byte[]> values) {
    private static final String STORE = "samples";

    Topology build() {
        return new Topology()
                .addGlobalStore(
                        store(),
                        "samples-in",
                        Timestamps::ofRecord,
                        new ByteArrayDeserializer(),
                        values,
                        topic,
                        "take-in-samples",
                        () -> new SampleProcessor(consumer));
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> store() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
    }
}
