package dev.tocsin.kafka.replica;

import dev.tocsin.archive.ClusterContents;
import dev.tocsin.audit.AuditEntry;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
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

    /**
     * Reads audit records in the order of the topic. Records that cannot be used are passed over.
     *
     * @param since the append time of the first record
     * @param isToContinue called at the present end of the topic; false ends the reading
     * @throws KafkaUnreachableException if Kafka does not answer, refuses, or has no such topic
     */
    public void audit(Instant since, java.util.function.Consumer<AuditEntry> records, BooleanSupplier isToContinue) {
        var topic = topics.audit();
        readWith(topic.name(), consumer -> {
            var partitions = assign(consumer, topic.name());
            var time = Math.max(0, since.toEpochMilli());
            consumer.offsetsForTimes(partitions.stream().collect(Collectors.toMap(one -> one, one -> time)))
                    .forEach((partition, found) -> {
                        if (found == null) {
                            consumer.seekToEnd(List.of(partition));
                        } else {
                            consumer.seek(partition, found.offset());
                        }
                    });
            do {
                pollToEnd(
                        consumer,
                        topic.name(),
                        record -> LogRecord.of(record)
                                .value()
                                .flatMap(bytes ->
                                        topic.codec().decode(bytes).fold(Optional::of, reason -> Optional.empty()))
                                .ifPresent(records));
            } while (isToContinue.getAsBoolean());
        });
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
        readWith(topic, consumer -> {
            consumer.seekToBeginning(assign(consumer, topic));
            pollToEnd(consumer, topic, fold);
        });
    }

    private void readWith(String topic, java.util.function.Consumer<Consumer<byte[], byte[]>> reading) {
        try (var format = settings.wireFormat(topics);
                var consumer =
                        new KafkaConsumer<>(settings.consumer(), new ByteArrayDeserializer(), format.deserializer())) {
            reading.accept(consumer);
        } catch (KafkaException | RegistryUnavailableException e) {
            throw new KafkaUnreachableException(
                    "cannot read topic %s: %s; kafka.bootstrap.servers is %s"
                            .formatted(topic, e.getMessage(), settings.bootstrapServers()),
                    e);
        }
    }

    private static List<TopicPartition> assign(Consumer<byte[], byte[]> consumer, String topic) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaUnreachableException(
                    "topic %s does not exist: create it, for example with 'tocsin topics create'".formatted(topic),
                    null);
        }
        consumer.assign(partitions);
        return partitions;
    }

    private static void pollToEnd(
            Consumer<byte[], byte[]> consumer,
            String topic,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        var ends = consumer.endOffsets(consumer.assignment());
        if (hasReached(consumer, ends)) {
            consumer.poll(POLL_TIMEOUT).forEach(each);
        }
        for (var emptyPolls = 0; !hasReached(consumer, ends); emptyPolls++) {
            var records = consumer.poll(POLL_TIMEOUT);
            records.forEach(each);
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
