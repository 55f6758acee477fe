package dev.tocsin.cli;

import dev.tocsin.archive.ClusterContents;
import dev.tocsin.archive.Restoration;
import dev.tocsin.audit.AuditEntry;
import dev.tocsin.audit.AuditEntry.Position;
import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.copies.TopicCopies;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.kafka.sources.RegistrySchemas;
import dev.tocsin.sources.SourceRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** The operations of commands on the shared topics. A write returns when the brokers have stored it. */
interface TopicsClient extends AutoCloseable {
    /** Opens a client of the topics that the settings name. */
    interface Factory {
        TopicsClient open(Settings settings);
    }

    /** Creates missing topics and checks existing ones. Returns the names of the created topics. */
    List<String> create();

    /** All rule groups; keys are {@code namespace/name}. */
    Map<String, ReplicaEntry<RuleGroup>> ruleGroups();

    Optional<ReplicaEntry<ConfigDocument>> config();

    Optional<ReplicaEntry<ConfigDocument>> silencePolicy();

    /** Any document of the config topic. */
    Optional<ReplicaEntry<ConfigDocument>> document(String key);

    Position putDocument(String key, ConfigDocument document);

    /** Writes groups, then removes others by their key. Returns the positions of the records. */
    List<Position> updateRuleGroups(List<RuleGroupDraft> written, List<String> removed);

    Position putConfig(ConfigDocument document);

    Position putSilencePolicy(ConfigDocument document);

    /** A record of any topic of the cluster, as it was written; empty if there is none at the offset. */
    Optional<SourceRecord> foreignRecord(String topic, int partition, long offset);

    /** The schemas of the registry, if there is one. */
    RegistrySchemas registrySchemas();

    /** Stores audit records. @throws CommandFailedException if one of them cannot be stored */
    void audit(List<AuditEntry> records);

    /**
     * Reads audit records in the order of the topic.
     *
     * @param since the append time of the first record
     * @param isToContinue called at the present end of the topic; false ends the reading
     */
    void readAudit(Instant since, Consumer<AuditEntry> records, BooleanSupplier isToContinue);

    ClusterContents clusterContents();

    /**
     * Copies the topics that alerts follow from. Samples are copied from one time to another.
     *
     * @param progress is told the copied part of each topic, between 0 and 1
     */
    TopicCopies copy(Path folder, Instant from, Instant to, DoubleConsumer progress);

    /** Writes the missing entries, in the format of the records that the archive was made from. */
    void restore(Restoration restoration);

    @Override
    void close();
}
