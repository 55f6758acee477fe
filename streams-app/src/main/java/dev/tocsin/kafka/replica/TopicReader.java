package dev.tocsin.kafka.replica;

import dev.tocsin.archive.ClusterContents;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.KafkaUnreachableException;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.log.LogRecord;
import dev.tocsin.kafka.log.RecordReaders;
import dev.tocsin.kafka.log.SkippedRecords;
import dev.tocsin.kafka.registry.RegistryUnavailableException;
import dev.tocsin.notification.log.SlotState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what is in force once, from the beginning of a topic to where it ends now: for those who ask and go, without
 * the state of an instance. It can not know a good record that compaction has dropped for a bad one of the same key.
 */
public final class TopicReader {
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
    private static final int MAX_EMPTY_POLLS = 10;

    private final KafkaSettings settings;
    private final Topics topics;
    private final RecordReaders readers;

    public TopicReader(KafkaSettings settings, Topics topics, RecordReaders readers) {
        this.settings = settings;
        this.topics = topics;
        this.readers = readers;
    }

    /**
     * As {@link Replica#ruleGroups}.
     *
     * @throws KafkaUnreachableException if Kafka does not answer, refuses, or has no such topic
     */
    public Map<String, ReplicaEntry<RuleGroup>> ruleGroups() {
        return read(topics.rules(), readers::ruleGroup);
    }

    /**
     * As {@link Replica#config}.
     *
     * @throws KafkaUnreachableException if Kafka does not answer, refuses, or has no such topic
     */
    public Map<String, ReplicaEntry<ConfigDocument>> config() {
        return read(topics.config(), readers::config);
    }

    /**
     * What a restoration is about.
     *
     * @throws KafkaUnreachableException if Kafka does not answer, refuses, or has no such topics
     */
    public ClusterContents clusterContents() {
        var bad =
                topics.names().stream().collect(Collectors.toMap(Function.identity(), TopicReader::newSkippedRecords));
        var state = new ReplicaState(topics, readers, bad, new ReplicaListener() {});
        var wanted = Set.of(topics.clusterLog(), topics.alertState(), topics.alerts());
        state.sources().stream()
                .filter(source -> wanted.contains(source.topic()))
                .forEach(source -> read(source.topic(), source.fold()));
        return new ClusterContents(
                values(state.silences),
                state.slots.all().stream()
                        .map(SlotState::sent)
                        .filter(sent -> !sent.isInitial())
                        .toList(),
                values(state.alertStates),
                values(state.alerts));
    }

    private static <T> List<T> values(KeyedTable<T> shelf) {
        return shelf.entries().values().stream()
                .flatMap(entry -> entry.value().stream())
                .toList();
    }

    private <T> Map<String, ReplicaEntry<T>> read(String topic, KeyedTable.ValueReader<T> reader) {
        var shelf = new KeyedTable<>(reader, newSkippedRecords(topic), (key, now) -> {});
        read(topic, shelf);
        return shelf.entries();
    }

    // Read once, in no time: the first bad records are logged, whatever the clock says.
    private static SkippedRecords newSkippedRecords(String topic) {
        return new SkippedRecords(topic, () -> 0);
    }

    private void read(String topic, Fold fold) {
        try (var format = settings.wireFormat(topics);
                var consumer =
                        new KafkaConsumer<>(settings.consumer(), new ByteArrayDeserializer(), format.deserializer())) {
            readToEnd(consumer, topic, fold);
        } catch (KafkaException | RegistryUnavailableException e) {
            throw new KafkaUnreachableException(
                    "can not read topic %s: %s; kafka.bootstrap.servers is %s"
                            .formatted(topic, e.getMessage(), settings.bootstrapServers()),
                    e);
        }
    }

    private static void readToEnd(Consumer<byte[], byte[]> consumer, String topic, Fold fold) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(found -> new TopicPartition(topic, found.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaUnreachableException(
                    "there is no topic %s: create it, as with 'tocsin topics create'".formatted(topic), null);
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        for (var inVain = 0; !hasReached(consumer, ends); inVain++) {
            var records = consumer.poll(POLL_TIMEOUT);
            records.forEach(found -> fold.apply(LogRecord.of(found)));
            if (!records.isEmpty()) {
                inVain = 0;
            } else if (inVain == MAX_EMPTY_POLLS) {
                throw new KafkaUnreachableException(
                        "can not read topic %s: it gives no more records".formatted(topic), null);
            }
        }
    }

    private static boolean hasReached(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
