package dev.tocsin.cli;

import dev.tocsin.archive.ClusterContents;
import dev.tocsin.archive.Restoration;
import dev.tocsin.audit.AuditEntry;
import dev.tocsin.audit.AuditEntry.Position;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.evaluation.rules.RuleGroupDraft.ValidationResult;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.copies.TopicCopies;
import dev.tocsin.kafka.copies.WrittenCopies;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.kafka.sources.RegistrySchemas;
import dev.tocsin.sources.SourceRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/** The shared topics in memory; counts writes. */
final class InMemoryTopicsClient implements TopicsClient {
    Defaults defaults = new Defaults(Duration.ofMinutes(1), Duration.ZERO);

    final Map<String, ReplicaEntry<RuleGroup>> groups = new TreeMap<>();
    Optional<ReplicaEntry<ConfigDocument>> config = Optional.empty();
    Optional<ReplicaEntry<ConfigDocument>> silencePolicy = Optional.empty();
    final Map<String, ReplicaEntry<ConfigDocument>> documents = new TreeMap<>();
    final List<SourceRecord> foreign = new ArrayList<>();
    final List<Restoration> restored = new ArrayList<>();
    ClusterContents clusterContents = ClusterContents.EMPTY;
    final List<AuditEntry> audited = new ArrayList<>();
    boolean isAuditWritable = true;
    int writes;
    /** The copied topics, and the time from which records were asked for. */
    WrittenCopies copies;

    Instant copiedFrom;

    void rejectNewest(String key, String reason) {
        var before = groups.getOrDefault(key, new ReplicaEntry<>(Optional.empty(), StoredRecord.EMPTY));
        groups.put(
                key,
                new ReplicaEntry<>(
                        before.value(), before.stored().with(new StoredRecord.Rejected(reason, 7, Instant.EPOCH))));
    }

    @Override
    public List<String> create() {
        return List.of("tocsin.rules");
    }

    @Override
    public Map<String, ReplicaEntry<RuleGroup>> ruleGroups() {
        return new TreeMap<>(groups);
    }

    @Override
    public Optional<ReplicaEntry<ConfigDocument>> config() {
        return config;
    }

    @Override
    public List<Position> updateRuleGroups(List<RuleGroupDraft> written, List<String> removed) {
        for (var draft : written) {
            var group = ((ValidationResult.Valid) draft.validate(defaults)).group();
            groups.put(group.key(), new ReplicaEntry<>(Optional.of(group), StoredRecord.EMPTY));
        }
        removed.forEach(groups::remove);
        writes += written.size() + removed.size();
        return IntStream.range(0, written.size() + removed.size())
                .mapToObj(i -> new Position("tocsin.rules", 0, i))
                .toList();
    }

    @Override
    public Position putConfig(ConfigDocument document) {
        config = Optional.of(new ReplicaEntry<>(Optional.of(document), StoredRecord.EMPTY));
        writes++;
        return new Position("tocsin.config", 0, writes);
    }

    @Override
    public Optional<ReplicaEntry<ConfigDocument>> silencePolicy() {
        return silencePolicy;
    }

    @Override
    public Position putSilencePolicy(ConfigDocument document) {
        silencePolicy = Optional.of(new ReplicaEntry<>(Optional.of(document), StoredRecord.EMPTY));
        writes++;
        return new Position("tocsin.config", 0, writes);
    }

    @Override
    public Optional<ReplicaEntry<ConfigDocument>> document(String key) {
        return Optional.ofNullable(documents.get(key));
    }

    @Override
    public Position putDocument(String key, ConfigDocument document) {
        documents.put(key, new ReplicaEntry<>(Optional.of(document), StoredRecord.EMPTY));
        writes++;
        return new Position("tocsin.config", 0, writes);
    }

    @Override
    public Optional<SourceRecord> foreignRecord(String topic, int partition, long offset) {
        return foreign.stream()
                .filter(record ->
                        record.topic().equals(topic) && record.partition() == partition && record.offset() == offset)
                .findFirst();
    }

    @Override
    public RegistrySchemas registrySchemas() {
        return RegistrySchemas.NONE;
    }

    @Override
    public ClusterContents clusterContents() {
        return clusterContents;
    }

    @Override
    public TopicCopies copy(Path folder, Instant from, Instant to, DoubleConsumer progress) {
        copiedFrom = from;
        return copies.write(folder);
    }

    @Override
    public void restore(Restoration restoration) {
        restored.add(restoration);
        writes += restoration.size();
    }

    @Override
    public void audit(List<AuditEntry> records) {
        if (!isAuditWritable) {
            throw new CommandFailedException("no broker");
        }
        audited.addAll(records);
    }

    @Override
    public void readAudit(Instant since, Consumer<AuditEntry> records, BooleanSupplier isToContinue) {
        audited.stream().filter(record -> !record.at().isBefore(since)).forEach(records);
        isToContinue.getAsBoolean();
    }

    @Override
    public void close() {}
}
