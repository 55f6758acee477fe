package dev.tocsin.kafka;

import dev.tocsin.schemas.AlertRecord;
import dev.tocsin.schemas.AlertStateRecord;
import dev.tocsin.schemas.ClaimRecord;
import dev.tocsin.schemas.ConfigRecord;
import dev.tocsin.schemas.MemberRecord;
import dev.tocsin.schemas.ReleasedRecord;
import dev.tocsin.schemas.RuleGroupRecord;
import dev.tocsin.schemas.SampleBatchRecord;
import dev.tocsin.schemas.SentRecord;
import dev.tocsin.schemas.SilenceRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * All topics, named in one place.
 *
 * <p>Everything but samples has one partition, because its order means something: the cluster log decides by it who
 * sends; of two writes to a rule, a document, an alert or its state, all must see the same one last, and see a
 * removal and what replaces it in the order in which somebody did it. Their times are the broker's
 * ({@code LogAppendTime}), so that "since when" is the same everywhere. Samples carry their own.
 */
public final class Topics {
    /**
     * How long tombstones stay readable. A replica that has not read the log for half as long starts afresh, lest it
     * keeps what was deleted meanwhile.
     */
    public static final Duration TOMBSTONE_RETENTION = Duration.ofHours(24);

    // Far longer than any lease: what still matters to "the first claim wins" is never compacted away.
    private static final Duration CLAIM_COMPACTION_LAG = Duration.ofHours(24);

    // Only closed segments are compacted or deleted, and Kafka's default closes them after a week.
    private static final Duration COMPACTED_SEGMENT_TIME = Duration.ofHours(6);

    private static final Duration ALERTS_RETENTION = Duration.ofDays(5);

    private final Settings settings;

    public Topics(Settings settings) {
        this.settings = settings;
    }

    /**
     * Settings of the topics.
     *
     * @param prefix prefix of every topic name, such as {@code tocsin.}
     * @param replication replication factor of created topics; -1 for the brokers' default
     * @param samplesPartitions number of partitions of the samples topic, if it is created
     * @param samplesRetention retention of samples, which also bounds the range of a query
     */
    public record Settings(String prefix, int replication, int samplesPartitions, Duration samplesRetention) {}

    /** Of all of them. */
    public Set<String> names() {
        return Set.of(rules(), config(), samples(), alerts(), clusterLog(), alertState());
    }

    public String rules() {
        return settings.prefix() + "rules";
    }

    public String config() {
        return settings.prefix() + "config";
    }

    public String samples() {
        return settings.prefix() + "samples";
    }

    public String alerts() {
        return settings.prefix() + "alerts";
    }

    public String clusterLog() {
        return settings.prefix() + "cluster-log";
    }

    public String alertState() {
        return settings.prefix() + "alert-state";
    }

    public Settings settings() {
        return settings;
    }

    /** Which records stand in each. */
    Map<String, List<Schema>> schemas() {
        return Map.of(
                rules(), List.of(RuleGroupRecord.SCHEMA$),
                config(), List.of(ConfigRecord.SCHEMA$),
                samples(), List.of(SampleBatchRecord.SCHEMA$),
                alerts(), List.of(AlertRecord.SCHEMA$),
                alertState(), List.of(AlertStateRecord.SCHEMA$),
                clusterLog(),
                        List.of(
                                SilenceRecord.SCHEMA$,
                                ClaimRecord.SCHEMA$,
                                ReleasedRecord.SCHEMA$,
                                SentRecord.SCHEMA$,
                                MemberRecord.SCHEMA$));
    }

    List<TopicSpec> specs() {
        return List.of(
                singlePartition(rules(), "compact", Map.of()),
                singlePartition(config(), "compact", Map.of()),
                samplesTopic(),
                singlePartition(alerts(), "compact,delete", Map.of("retention.ms", millis(ALERTS_RETENTION))),
                singlePartition(clusterLog(), "compact", Map.of("min.compaction.lag.ms", millis(CLAIM_COMPACTION_LAG))),
                singlePartition(alertState(), "compact", Map.of()));
    }

    private TopicSpec singlePartition(String name, String cleanup, Map<String, String> more) {
        var fixed = Map.of("cleanup.policy", cleanup, "message.timestamp.type", "LogAppendTime");
        var configs = new TreeMap<>(fixed);
        configs.put("delete.retention.ms", millis(TOMBSTONE_RETENTION));
        configs.put("segment.ms", millis(COMPACTED_SEGMENT_TIME));
        configs.putAll(more);
        var lagIsFixed = more.containsKey("min.compaction.lag.ms");
        return new TopicSpec(name, 1, true, settings.replication(), configs, lagIsFixed ? merged(fixed, more) : fixed);
    }

    private TopicSpec samplesTopic() {
        var fixed = Map.of("cleanup.policy", "delete", "message.timestamp.type", "CreateTime");
        var retention = settings.samplesRetention();
        var configs =
                merged(fixed, Map.of("retention.ms", millis(retention), "segment.ms", millis(retention.dividedBy(4))));
        return new TopicSpec(samples(), settings.samplesPartitions(), false, settings.replication(), configs, fixed);
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
