package dev.tocsin.kafka.clients;

import dev.tocsin.kafka.Partition;
import java.util.Properties;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * A Kafka Streams client that was not started yet.
 *
 * @param onRestored runs when its stores are restored
 * @param membership the effect of closing it on its membership in its consumer group
 */
public record PreparedStreams(
        KafkaStreams streams, Runnable onRestored, Supplier<GroupMembershipOperation> membership) {
    /** A client that stays a member of its group when it is closed. */
    public PreparedStreams(KafkaStreams streams, Runnable onRestored) {
        this(streams, onRestored, () -> GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    /**
     * A client for a topology of global stores.
     *
     * @param processedUpTo gets the offset before which everything was processed
     */
    public static PreparedStreams global(
            Topology topology, Properties settings, ObjLongConsumer<Partition> processedUpTo, Runnable onRestored) {
        return new PreparedStreams(
                new KafkaStreams(
                        topology, new StreamsConfig(settings), new OffsetTrackingClientSupplier(processedUpTo)),
                onRestored);
    }
}
