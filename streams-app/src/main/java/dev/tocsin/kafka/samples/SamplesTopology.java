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
 * All samples into the sink of every instance. Its store stays empty: because it is in memory, Streams remembers no
 * offset for it and gives the whole topic again at each start, which is what fills the sink.
 */
final class SamplesTopology {
    private static final String STORE = "samples";

    private final SampleConsumer consumer;
    private final String topic;
    private final Deserializer<byte[]> values;

    SamplesTopology(SampleConsumer samples, String topic, Deserializer<byte[]> values) {
        this.consumer = samples;
        this.topic = topic;
        this.values = values;
    }

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
