package dev.tocsin.cli;

import dev.tocsin.archive.ClusterContents;
import dev.tocsin.archive.Restoration;
import dev.tocsin.archive.TableRestoration;
import dev.tocsin.audit.AuditEntry;
import dev.tocsin.audit.AuditEntry.Position;
import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.OversizedRecordException;
import dev.tocsin.kafka.Topic;
import dev.tocsin.kafka.TopicCreation;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.copies.TopicCopier;
import dev.tocsin.kafka.copies.TopicCopies;
import dev.tocsin.kafka.log.RecordPosition;
import dev.tocsin.kafka.log.TopicWriter;
import dev.tocsin.kafka.replica.RecordValidator;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.kafka.replica.TopicReader;
import dev.tocsin.kafka.sources.ForeignTopic;
import dev.tocsin.kafka.sources.RegistrySchemas;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.timing.Causes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** Reads and writes the shared topics of a Kafka cluster. */
final class KafkaTopicsClient implements TopicsClient {
    /** Limits a batch, so that all of it is stored before the delivery timeout of its first record. */
    private static final int MAX_IN_FLIGHT = 1000;

    private final KafkaSettings kafka;
    private final Topics topics;
    private final TopicReader reader;
    private TopicWriter writer;

    private KafkaTopicsClient(KafkaSettings kafka, Topics topics, RecordValidator validator) {
        this.kafka = kafka;
        this.topics = topics;
        this.reader = new TopicReader(kafka, topics, validator);
    }

    static TopicsClient open(Settings settings) {
        return new KafkaTopicsClient(
                new KafkaSettings(settings.kafka()), new Topics(settings.topics()), validator(settings));
    }

    static RecordValidator validator(Settings settings) {
        return new RecordValidator(
                settings.evaluation().groupDefaults(),
                (key, document) -> AlertmanagerConfigFile.problems(key, document, settings.matchers()));
    }

    @Override
    public TopicCopies copy(Path folder, Instant from, Instant to, DoubleConsumer progress) {
        return new TopicCopier(kafka, topics, progress).copy(folder, from, to);
    }

    @Override
    public List<String> create() {
        return new TopicCreation(topics).ensure(kafka);
    }

    @Override
    public Map<String, ReplicaEntry<RuleGroup>> ruleGroups() {
        return reader.ruleGroups();
    }

    @Override
    public Optional<ReplicaEntry<ConfigDocument>> config() {
        return reader.config();
    }

    @Override
    public Optional<ReplicaEntry<ConfigDocument>> silencePolicy() {
        return reader.silencePolicy();
    }

    @Override
    public Optional<ReplicaEntry<ConfigDocument>> document(String key) {
        return reader.document(key);
    }

    @Override
    public Position putDocument(String key, ConfigDocument document) {
        return awaitStored(List.of(writer().append(topics.document(key), document)))
                .get(0);
    }

    @Override
    public Optional<SourceRecord> foreignRecord(String topic, int partition, long offset) {
        return new ForeignTopic(kafka).find(topic, partition, offset);
    }

    @Override
    public RegistrySchemas registrySchemas() {
        return RegistrySchemas.of(kafka.wireFormat(topics));
    }

    @Override
    public List<Position> updateRuleGroups(List<RuleGroupDraft> written, List<String> removed) {
        var stored = new ArrayList<CompletableFuture<RecordPosition>>();
        written.forEach(group -> stored.add(writer().append(topics.rules(), group)));
        removed.forEach(key -> stored.add(writer().delete(topics.rules(), key)));
        return awaitStored(stored);
    }

    @Override
    public Position putConfig(ConfigDocument document) {
        return awaitStored(List.of(writer().append(topics.config(), document))).get(0);
    }

    @Override
    public Position putSilencePolicy(ConfigDocument document) {
        return awaitStored(List.of(writer().append(topics.silencePolicy(), document)))
                .get(0);
    }

    @Override
    public void audit(List<AuditEntry> records) {
        awaitStored(records.stream()
                .map(record -> writer().append(topics.audit(), record))
                .toList());
    }

    @Override
    public void readAudit(Instant since, Consumer<AuditEntry> records, BooleanSupplier isToContinue) {
        reader.audit(since, records, isToContinue);
    }

    @Override
    public ClusterContents clusterContents() {
        return reader.clusterContents();
    }

    /** Writes silences and the notification log before alerts, so that no instance notifies restored alerts again. */
    @Override
    public void restore(Restoration restoration) {
        put(restoration.silences(), topics.clusterLog().silences());
        put(restoration.sent(), topics.clusterLog().nflogEntries());
        put(restoration.alerts(), topics.alertState());
        put(restoration.posted(), topics.alerts());
    }

    private <T> void put(TableRestoration<T> table, Topic<T> topic) {
        var missing = table.missing();
        for (var from = 0; from < missing.size(); from += MAX_IN_FLIGHT) {
            var batch = missing.subList(from, Math.min(from + MAX_IN_FLIGHT, missing.size()));
            awaitStored(
                    batch.stream().map(value -> writer().append(topic, value)).toList());
        }
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }

    // Opened on first use: read-only commands need no producer.
    private TopicWriter writer() {
        if (writer == null) {
            writer = openWriter();
        }
        return writer;
    }

    private TopicWriter openWriter() {
        try {
            return new TopicWriter(kafka, topics);
        } catch (RuntimeException e) {
            throw new CommandFailedException(
                    "nothing was stored: the kafka settings are not usable: " + Causes.messageWithRoot(e), e);
        }
    }

    private static List<Position> awaitStored(List<CompletableFuture<RecordPosition>> stored) {
        try {
            return stored.stream()
                    .map(CompletableFuture::join)
                    .map(at -> new Position(at.topic(), at.partition(), at.offset()))
                    .toList();
        } catch (CompletionException e) {
            if (Causes.unwrap(e) instanceof OversizedRecordException) {
                throw new CommandFailedException("not everything was stored: " + Causes.message(e));
            }
            throw new CommandFailedException(
                    "not everything was stored; repeat the command when Kafka is available again: "
                            + Causes.messageWithRoot(e));
        }
    }
}
