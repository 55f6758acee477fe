package dev.tocsin.kafka.sources;

import dev.tocsin.kafka.KafkaContext;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.clients.LocalState;
import dev.tocsin.kafka.clients.PreparedStreams;
import dev.tocsin.kafka.clients.StreamsClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams client of the sources. It has one application id for all instances, and uses exactly-once. */
final class SourceStreams extends StreamsClient {
    // A record is visible after the commits of two stages. New topics of a pattern are found within 30 s.
    private static final Map<String, String> DEFAULTS = Map.of(
            "num.standby.replicas", "1",
            "main.consumer.session.timeout.ms", "10000",
            "main.consumer.heartbeat.interval.ms", "2000",
            "main.consumer.metadata.max.age.ms", "30000",
            "producer.transaction.timeout.ms", "10000",
            "producer.compression.type", "lz4",
            "poll.ms", "100",
            "commit.interval.ms", "500");

    private final KafkaContext kafka;
    private final Path directory;
    private final String instance;
    private final SourcesTopology topology;
    private final SourcesContext sources;
    private volatile KafkaStreams streams;
    private volatile boolean isLeaving;

    /** @param directory for files of Kafka Streams; nothing in it is needed after a restart */
    SourceStreams(
            KafkaContext kafka, Path directory, String instance, SourcesTopology topology, SourcesContext sources) {
        super("sources", kafka, Set.of(kafka.topics().samples().name()), LocalState.none());
        this.kafka = kafka;
        this.directory = directory;
        this.instance = instance;
        this.topology = topology;
        this.sources = sources;
    }

    static String applicationId(Topics topics) {
        return topics.settings().prefix() + "sources";
    }

    @Override
    protected PreparedStreams prepare() {
        streams = new KafkaStreams(topology.build(sources), new StreamsConfig(settings()));
        return new PreparedStreams(
                streams,
                () -> {},
                () -> isLeaving ? GroupMembershipOperation.LEAVE_GROUP : GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    private Properties settings() {
        return kafka.settings()
                .streams(
                        DEFAULTS,
                        Map.of(
                                "application.id", applicationId(kafka.topics()),
                                "state.dir", directory.toString(),
                                "processing.guarantee", "exactly_once_v2",
                                "group.instance.id", instance.replaceAll("[^a-zA-Z0-9._-]", "_"),
                                "replication.factor",
                                        Integer.toString(
                                                kafka.topics().settings().replication())));
    }

    /** Gives up the partitions at once, before a client with another topology is started. */
    void leave() {
        isLeaving = true;
        close();
    }

    /** The first offset that was not processed, and the end, of each partition that this instance reads. */
    Map<Partition, Position> positions() {
        var found = new TreeMap<Partition, Position>();
        var current = streams;
        if (current == null) {
            return found;
        }
        for (var thread : current.metadataForLocalThreads()) {
            for (var task : thread.activeTasks()) {
                for (var partition : task.topicPartitions()) {
                    found.put(
                            Partition.of(partition),
                            new Position(
                                    task.committedOffsets().getOrDefault(partition, -1L),
                                    task.endOffsets().getOrDefault(partition, -1L)));
                }
            }
        }
        return found;
    }

    /** Offsets of a partition; -1 if unknown. */
    record Position(long processed, long end) {}
}
