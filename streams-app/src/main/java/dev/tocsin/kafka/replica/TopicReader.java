package dev.tocsin.kafka.replica;

import dev.tocsin.archive.ClusterContents;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.KafkaUnreachableException;
import dev.tocsin.kafka.Partition;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.registry.RegistryUnavailableException;
import dev.tocsin.notification.log.SlotState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics once, from the beginning to the present end, for commands that have no replica. A valid record that
 * compaction has removed in favour of an invalid one of the same key is not found.
 */
public record TopicReader(KafkaSettings settings, Topics topics, RecordValidator validator) {
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
    private static final int MAX_EMPTY_POLLS = 10;

    /**
     * The rule groups, as {@link Replica#ruleGroups} shows them.
     *
     * @throws KafkaUnreachableException if Kafka does not answer, refuses, or has no such topic
     */
    public Map<String, ReplicaEntry<RuleGroup>> ruleGroups() {
        return read(topics.rules().name()).ruleGroups().entries();
    }

    /**
     * The configuration document.
     *
     * @throws KafkaUnreachableException if Kafka does not answer, refuses, or has no such topic
     */
    public Optional<ReplicaEntry<ConfigDocument>> config() {
        return config(ConfigDocument.KEY);
    }

    /**
     * The silence policy.
     *
     * @throws KafkaUnreachableException if Kafka does not answer, refuses, or has no such topic
     */
    public Optional<ReplicaEntry<ConfigDocument>> silencePolicy() {
        return config(ConfigDocument.SILENCE_POLICY);
    }

    private Optional<ReplicaEntry<ConfigDocument>> config(String key) {
        var entries = read(topics.config().name()).view(topics.config()).entries();
        return Optional.ofNullable(entries.get(key));
    }

    /**
     * The entries that a restoration compares with the archive.
     *
     * @throws KafkaUnreachableException if Kafka does not answer, refuses, or has no such topics
     */
    public ClusterContents clusterContents() {
        var replica = read(
                topics.clusterLog().name(),
                topics.alertState().name(),
                topics.alerts().name());
        return new ClusterContents(
                replica.silences().all(),
                replica.slots().stream()
                        .map(SlotState::nflogEntry)
                        .filter(sent -> !sent.isInitial())
                        .toList(),
                replica.view(topics.alertState()).values(),
                replica.view(topics.alerts()).values());
    }

    /** A replica of some topics, as they are now. */
    private Replica read(String... names) {
        var replica = new Replica(topics, validator, () -> Instant.EPOCH, () -> 0);
        var state = replica.newState();
        var wanted = Set.of(names);
        state.sources().stream()
                .filter(source -> wanted.contains(source.topic()))
                .forEach(source -> read(
                        source.topic(),
                        record -> replica.apply(
                                state,
                                source,
                                LogRecord.of(record),
                                new Partition(record.topic(), record.partition()))));
        replica.activate(state);
        return replica;
    }

    private void read(String topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> fold) {
        try (var format = settings.wireFormat(topics);
                var consumer =
                        new KafkaConsumer<>(settings.consumer(), new ByteArrayDeserializer(), format.deserializer())) {
            readToEnd(consumer, topic, fold);
        } catch (KafkaException | RegistryUnavailableException e) {
            throw new KafkaUnreachableException(
                    "cannot read topic %s: %s; kafka.bootstrap.servers is %s"
                            .formatted(topic, e.getMessage(), settings.bootstrapServers()),
                    e);
        }
    }

    private static void readToEnd(
            Consumer<byte[], byte[]> consumer,
            String topic,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> fold) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaUnreachableException(
                    "topic %s does not exist: create it, for example with 'tocsin topics create'".formatted(topic),
                    null);
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        for (var emptyPolls = 0; !hasReached(consumer, ends); emptyPolls++) {
            var records = consumer.poll(POLL_TIMEOUT);
            records.forEach(fold);
            if (!records.isEmpty()) {
                emptyPolls = 0;
            } else if (emptyPolls == MAX_EMPTY_POLLS) {
                throw new KafkaUnreachableException(
                        "cannot read topic %s: no records arrived for 10 s before its end".formatted(topic), null);
            }
        }
    }

    private static boolean hasReached(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
