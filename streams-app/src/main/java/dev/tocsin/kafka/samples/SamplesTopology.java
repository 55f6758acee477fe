package dev.tocsin.kafka.samples;

import dev.tocsin.kafka.log.Times;
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

    private final Samples samples;
    private final String topic;
    private final Deserializer<byte[]> values;

    SamplesTopology(Samples samples, String topic, Deserializer<byte[]> values) {
        this.samples = samples;
        this.topic = topic;
        this.values = values;
    }

    Topology build() {
        return new Topology()
                .addGlobalStore(
                        store(),
                        "samples-in",
                        Times::ofRecord,
                        new ByteArrayDeserializer(),
                        values,
                        topic,
                        "take-in-samples",
                        () -> new SampleProcessor(samples));
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> store() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
    }
}
