package dev.tocsin.kafka.clients;

import dev.tocsin.kafka.Partition;
import java.util.Properties;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * A client of Kafka Streams that was never started.
 *
 * @param restored is run when it has restored its stores
 */
public record PreparedStreams(KafkaStreams streams, Runnable onRestored) {
    /**
     * Of a topology of global stores.
     *
     * @param reached is told that everything before an offset has been processed
     */
    public static PreparedStreams global(
            Topology topology, Properties settings, ObjLongConsumer<Partition> reached, Runnable restored) {
        return new PreparedStreams(
                new KafkaStreams(topology, new StreamsConfig(settings), new OffsetTrackingClientSupplier(reached)),
                restored);
    }
}
