package dev.tocsin.kafka.replica;

import dev.tocsin.archive.ClusterContents;
import dev.tocsin.audit.AuditEntry;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.KafkaUnreachableException;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.clients.TopicScan;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.notification.log.SlotState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads topics once, from the beginning to the present end, for commands that have no replica. A valid record that
 * compaction has removed in favour of an invalid one of the same key is not found.
 */
public record TopicReader(KafkaSettings settings, Topics topics, RecordValidator validator) {
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
        return document(ConfigDocument.KEY);
    }

    /**
     * The silence policy.
     *
     * @throws KafkaUnreachableException if Kafka does not answer, refuses, or has no such topic
     */
    public Optional<ReplicaEntry<ConfigDocument>> silencePolicy() {
        return document(ConfigDocument.SILENCE_POLICY);
    }

    /**
     * Any document of the config topic.
     *
     * @throws KafkaUnreachableException if Kafka does not answer, refuses, or has no such topic
     */
    public Optional<ReplicaEntry<ConfigDocument>> document(String key) {
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
        scan().read(topic.name(), consumer -> {
            var partitions = TopicScan.assign(consumer, topic.name());
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
                TopicScan.pollToEnd(
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
        var feed = new ReplicaFeed(topics, validator, () -> Instant.EPOCH, () -> 0);
        for (var name : names) {
            read(name, record -> feed.fold(LogRecord.of(record)));
        }
        feed.activate();
        return feed.replica();
    }

    private void read(String topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> fold) {
        scan().read(topic, consumer -> {
            consumer.seekToBeginning(TopicScan.assign(consumer, topic));
            TopicScan.pollToEnd(consumer, topic, fold);
        });
    }

    private TopicScan scan() {
        return new TopicScan(settings, topics);
    }
}
