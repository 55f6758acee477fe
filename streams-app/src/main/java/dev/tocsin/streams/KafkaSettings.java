package dev.tocsin.streams;

import dev.tocsin.streams.registry.RegistrySettings;
import dev.tocsin.streams.registry.WireFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The user's settings of Kafka clients, passed through: a bare name goes to every client, {@code producer.},
 * {@code admin.}, {@code consumer.} and {@code global.consumer.} in front of it narrow it down.
 *
 * <p>The settings of a schema registry stand among them, as everybody's do, and go to no client.
 *
 * <p>What promises rest on can not be set otherwise ({@link #problems}); everything else is a default that the user's
 * word overrides.
 */
public final class KafkaSettings {
    private static final Map<String, String> PROMISED = Map.of(
            "acks", "all",
            "enable.idempotence", "true",
            "processing.guarantee", "at_least_once",
            "auto.offset.reset", "earliest");

    private static final Set<String> OURS = Set.of(
            "application.id",
            "state.dir",
            "transactional.id",
            "group.id",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer",
            "default.key.serde",
            "default.value.serde",
            "default.timestamp.extractor",
            "default.client.supplier");

    private static final List<String> PREFIXES =
            List.of("global.consumer.", "main.consumer.", "restore.consumer.", "consumer.", "producer.", "admin.");

    // A claim must be stored or have failed well before its lease ends.
    private static final Map<String, String> WRITING = Map.of(
            "linger.ms", "0",
            "delivery.timeout.ms", "10000",
            "request.timeout.ms", "5000",
            "max.block.ms", "5000");

    private static final Map<String, String> ASKING =
            Map.of("request.timeout.ms", "5000", "default.api.timeout.ms", "10000");

    // An outage of hours must not end the client: what it waits for comes back.
    // Restoring goes from partition to partition, and at each waits for the answer to its last question about the one
    // before, which the broker holds back for as long as it may.
    private static final Map<String, String> READING = Map.of(
            "task.timeout.ms", "86400000", "commit.interval.ms", "1000", "global.consumer.fetch.max.wait.ms", "50");

    // Another instance goes on when the session of one that was killed is over; one that is back sooner goes on itself.
    private static final Map<String, String> ARCHIVING = Map.of(
            "num.standby.replicas", "1",
            "main.consumer.session.timeout.ms", "15000",
            "main.consumer.heartbeat.interval.ms", "3000",
            "producer.compression.type", "lz4",
            "rocksdb.config.setter", ArchiveMemory.class.getName());

    private final Map<String, String> user;
    private final RegistrySettings registry;
    private final List<String> registryProblems;

    /** @param user without the {@code kafka.} in front; as in {@code bootstrap.servers} */
    public KafkaSettings(Map<String, String> user) {
        this.user = user.entrySet().stream()
                .filter(setting -> !RegistrySettings.isOne(setting.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        this.registryProblems = RegistrySettings.problems(user);
        this.registry = registryProblems.isEmpty() ? RegistrySettings.of(user) : RegistrySettings.NONE;
    }

    /** Whatever is wrong with the settings, each as a sentence that begins with the setting's name; all at once. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        if (user.getOrDefault("bootstrap.servers", "").isBlank()) {
            problems.add("kafka.bootstrap.servers is missing: name the brokers, as in kafka-1:9092,kafka-2:9092");
        }
        new TreeMap<>(user).forEach((name, value) -> {
            var bare = withoutPrefix(name);
            if (OURS.contains(bare)) {
                problems.add("kafka.%s is '%s', but is not for users to set: remove it".formatted(name, value));
            } else if (!PROMISED.getOrDefault(bare, value).equals(value)) {
                problems.add("kafka.%s is '%s', but what Tocsin promises rests on '%s': remove it"
                        .formatted(name, value, PROMISED.get(bare)));
            }
        });
        problems.addAll(registryProblems);
        return problems;
    }

    /**
     * How an instance's records stand in topics.
     *
     * @param directory where it remembers what a schema registry said
     */
    public WireFormat format(Topics topics, Path directory) {
        return WireFormat.of(registry, topics.records(), directory);
    }

    /** How records stand in topics, for those who read or write once and go. */
    WireFormat format(Topics topics) {
        return WireFormat.once(registry, topics.records());
    }

    /** Which brokers are asked first, for people. */
    String address() {
        return user.getOrDefault("bootstrap.servers", "");
    }

    Properties producer() {
        var all = new Properties();
        all.putAll(WRITING);
        all.putAll(forClient("producer."));
        all.putAll(Map.of("acks", "all", "enable.idempotence", "true"));
        return all;
    }

    Properties admin() {
        var all = new Properties();
        all.putAll(ASKING);
        all.putAll(forClient("admin."));
        return all;
    }

    /** Of a consumer that reads what there is and stores nothing. */
    Properties consumer() {
        var all = new Properties();
        all.putAll(ASKING);
        all.putAll(forClient("consumer."));
        all.putAll(Map.of("auto.offset.reset", "earliest", "enable.auto.commit", "false"));
        all.put("allow.auto.create.topics", "false");
        return all;
    }

    /** Of a Streams client, which knows the prefixes itself. */
    Properties streams(String applicationId, String stateDir) {
        var all = new Properties();
        all.putAll(READING);
        all.putAll(user);
        all.putAll(Map.of(
                "application.id", applicationId, "state.dir", stateDir, "processing.guarantee", "at_least_once"));
        return all;
    }

    /** Of the Streams client of the archive: the only one that instances share, and whose writes are transactions. */
    Properties archive(String applicationId, String stateDir, String instance, int replication, Duration interval) {
        var all = new Properties();
        all.putAll(READING);
        all.putAll(ARCHIVING);
        all.putAll(user);
        all.put("application.id", applicationId);
        all.put("state.dir", stateDir);
        all.put("processing.guarantee", "exactly_once_v2");
        all.put("group.instance.id", instance.replaceAll("[^a-zA-Z0-9._-]", "_"));
        all.put("commit.interval.ms", Long.toString(interval.toMillis()));
        all.put("replication.factor", replication == 0 ? "-1" : Integer.toString(replication));
        // For so long a sink waits for the writes of an instance that was killed and does not come back.
        all.put(
                "producer.transaction.timeout.ms",
                Long.toString(interval.plusSeconds(10).toMillis()));
        return all;
    }

    private Map<String, String> forClient(String prefix) {
        var own = new TreeMap<String, String>();
        user.forEach((name, value) -> {
            if (withoutPrefix(name).equals(name)) {
                own.put(name, value);
            }
        });
        user.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), value);
            }
        });
        return own;
    }

    private static String withoutPrefix(String name) {
        return PREFIXES.stream()
                .filter(name::startsWith)
                .findFirst()
                .map(prefix -> name.substring(prefix.length()))
                .orElse(name);
    }
}
