package dev.tocsin.kafka;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.audit.AuditEntry;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.ConfigDocument;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The shared topics of a cluster.
 *
 * <p>All but the samples topic have one partition, because the order of records matters. In the cluster log the order
 * decides which instance sends. In the others, all instances must see the same last write of a key. Record times are
 * the append times of the broker ({@code LogAppendTime}), so that all instances agree on them. Samples carry their own
 * times.
 */
public final class Topics {
    /**
     * How long tombstones stay readable. A replica that has not read the log for half of this time restores from an
     * empty state; otherwise it could keep entries whose tombstones are gone.
     */
    public static final Duration TOMBSTONE_RETENTION = Duration.ofHours(24);

    // Far longer than any lease: a claim is not compacted away while the order of claims matters (SlotState.claimed).
    private static final Duration CLAIM_COMPACTION_LAG = Duration.ofHours(24);

    // Only closed segments are compacted or deleted, and Kafka's default closes them after a week.
    private static final Duration COMPACTED_SEGMENT_TIME = Duration.ofHours(6);

    private static final Duration AUDIT_SEGMENT_TIME = Duration.ofDays(7);

    private static final Duration ALERTS_RETENTION = Duration.ofDays(5);

    private final Settings settings;
    private final Topic<RuleGroupDraft> rules;
    private final Topic<ConfigDocument> config;
    private final Topic<ConfigDocument> silencePolicy;
    private final Topic<PostedAlert> alerts;
    private final Topic<RuleAlertState> alertState;
    private final Topic<AuditEntry> audit;
    private final ClusterLogTopic clusterLog;
    private final SamplesTopic samples;

    public Topics(Settings settings) {
        this.settings = settings;
        rules = new Topic<>(
                singlePartition("rules", "compact", Map.of()),
                Codecs.RULES,
                group -> group.namespace() + "/" + group.name());
        config = new Topic<>(
                singlePartition("config", "compact", Map.of()), Codecs.CONFIG, document -> ConfigDocument.KEY);
        silencePolicy = document(ConfigDocument.SILENCE_POLICY);
        alerts = new Topic<>(
                singlePartition("alerts", "compact,delete", Map.of("retention.ms", millis(ALERTS_RETENTION))),
                Codecs.ALERT,
                posted -> posted.alert().fingerprint().toString());
        alertState = new Topic<>(
                singlePartition("alert-state", "compact", Map.of()), Codecs.ALERT_STATE, RuleAlertState::key);
        clusterLog = ClusterLogTopic.of(singlePartition(
                "cluster-log", "compact", Map.of("min.compaction.lag.ms", millis(CLAIM_COMPACTION_LAG))));
        audit = new Topic<>(auditSpec(), Codecs.AUDIT, AuditEntry::id);
        samples = new SamplesTopic(samplesSpec());
    }

    /**
     * Settings of the topics.
     *
     * @param prefix prefix of every topic name, such as {@code tocsin.}
     * @param replication replication factor of created topics; -1 for the brokers' default
     * @param samplesPartitions number of partitions of the samples topic, if it is created
     * @param samplesRetention retention of samples, which also bounds the range of a query
     * @param auditRetention retention of audit records
     */
    public record Settings(
            String prefix,
            int replication,
            int samplesPartitions,
            Duration samplesRetention,
            Duration auditRetention) {}

    /** Rule groups as written; {@code namespace/name} is the key. A reader validates them. */
    public Topic<RuleGroupDraft> rules() {
        return rules;
    }

    /** The Alertmanager configuration, under {@link ConfigDocument#KEY}. A reader validates it. */
    public Topic<ConfigDocument> config() {
        return config;
    }

    /** The silence policy, in the topic of {@link #config} under {@link ConfigDocument#SILENCE_POLICY}. */
    public Topic<ConfigDocument> silencePolicy() {
        return silencePolicy;
    }

    /** Any document of the topic of {@link #config}, by its key. */
    public Topic<ConfigDocument> document(String key) {
        return new Topic<>(config.spec(), Codecs.CONFIG, document -> key);
    }

    public SamplesTopic samples() {
        return samples;
    }

    /** Alerts posted to the API, by fingerprint. */
    public Topic<PostedAlert> alerts() {
        return alerts;
    }

    /** States of the alerts of rules, by {@link RuleAlertState#key}. */
    public Topic<RuleAlertState> alertState() {
        return alertState;
    }

    /** Records of actions, by the id of the action. No replica holds them. */
    public Topic<AuditEntry> audit() {
        return audit;
    }

    public ClusterLogTopic clusterLog() {
        return clusterLog;
    }

    /** The topics with one kind of record whose values need no validation but their decoding. */
    public List<Topic<?>> unvalidated() {
        return List.of(alertState, alerts);
    }

    /** The names of all topics. */
    public Set<String> names() {
        return specs().stream().map(TopicSpec::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * A shared topic.
     *
     * @param partitions the number of partitions; 0 if it may be changed
     * @param cleanup as in Kafka's {@code cleanup.policy}
     */
    public record Description(String name, int partitions, String cleanup) {}

    /** All topics, as instances create them. */
    public List<Description> descriptions() {
        return specs().stream()
                .map(spec -> new Description(
                        spec.name(),
                        spec.fixedPartitions() ? spec.partitions() : 0,
                        spec.configs().getOrDefault("cleanup.policy", "delete")))
                .toList();
    }

    public Settings settings() {
        return settings;
    }

    /** The name of a topic without the prefix of all names. */
    public String shortName(String topic) {
        return topic.substring(settings.prefix().length());
    }

    /** The schemas with which the records of each topic are written. */
    Map<String, List<Schema>> schemas() {
        var schemas = new HashMap<>(kinds().collect(Collectors.groupingBy(
                Topic::name, Collectors.flatMapping(kind -> kind.codec().written().stream(), Collectors.toList()))));
        schemas.put(samples.name(), List.of(samples.codec().schema()));
        return schemas;
    }

    List<TopicSpec> specs() {
        return Stream.concat(kinds().map(Topic::spec), Stream.of(samples.spec()))
                .distinct()
                .toList();
    }

    private Stream<Topic<?>> kinds() {
        return Stream.of(List.of(rules, config, audit), unvalidated(), clusterLog.kinds())
                .flatMap(List::stream);
    }

    private TopicSpec singlePartition(String name, String cleanup, Map<String, String> more) {
        var fixed = Map.of("cleanup.policy", cleanup, "message.timestamp.type", "LogAppendTime");
        var configs = new TreeMap<>(fixed);
        configs.put("delete.retention.ms", millis(TOMBSTONE_RETENTION));
        configs.put("segment.ms", millis(COMPACTED_SEGMENT_TIME));
        configs.putAll(more);
        var lagIsFixed = more.containsKey("min.compaction.lag.ms");
        return new TopicSpec(
                settings.prefix() + name,
                1,
                true,
                settings.replication(),
                configs,
                lagIsFixed ? merged(fixed, more) : fixed);
    }

    private TopicSpec auditSpec() {
        var fixed = Map.of("cleanup.policy", "delete", "message.timestamp.type", "LogAppendTime");
        var retention =
                Map.of("retention.ms", millis(settings.auditRetention()), "segment.ms", millis(AUDIT_SEGMENT_TIME));
        return new TopicSpec(
                settings.prefix() + "audit", 1, true, settings.replication(), merged(fixed, retention), fixed);
    }

    private TopicSpec samplesSpec() {
        var fixed = Map.of("cleanup.policy", "delete", "message.timestamp.type", "CreateTime");
        var retention = settings.samplesRetention();
        var configs =
                merged(fixed, Map.of("retention.ms", millis(retention), "segment.ms", millis(retention.dividedBy(4))));
        return new TopicSpec(
                settings.prefix() + "samples",
                settings.samplesPartitions(),
                false,
                settings.replication(),
                configs,
                fixed);
    }

    private static Map<String, String> merged(Map<String, String> some, Map<String, String> more) {
        var all = new TreeMap<>(some);
        all.putAll(more);
        return all;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
