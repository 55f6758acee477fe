package dev.tocsin.kafka;

import dev.tocsin.kafka.registry.RegistrySettings;
import dev.tocsin.kafka.registry.WireFormat;
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
    private static final Map<String, String> REQUIRED = Map.of(
            "acks", "all",
            "enable.idempotence", "true",
            "processing.guarantee", "at_least_once",
            "auto.offset.reset", "earliest");

    private static final Set<String> RESERVED = Set.of(
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
    private static final Map<String, String> PRODUCER_DEFAULTS = Map.of(
            "linger.ms", "0",
            "delivery.timeout.ms", "10000",
            "request.timeout.ms", "5000",
            "max.block.ms", "5000");

    private static final Map<String, String> REQUEST_DEFAULTS =
            Map.of("request.timeout.ms", "5000", "default.api.timeout.ms", "10000");

    /** A record wakes a thread that polls: this is only how often it looks around while there are none. */
    public static final Duration POLL_TIMEOUT = Duration.ofMillis(500);

    // An outage of hours must not end the client: what it waits for comes back.
    private static final Map<String, String> STREAMS_DEFAULTS = Map.of(
            "task.timeout.ms",
            "86400000",
            "commit.interval.ms",
            "1000",
            "poll.ms",
            Long.toString(POLL_TIMEOUT.toMillis()));

    private final Map<String, String> user;
    private final RegistrySettings registry;
    private final List<String> registryProblems;

    /** @param user without the {@code kafka.} in front; as in {@code bootstrap.servers} */
    public KafkaSettings(Map<String, String> user) {
        this.user = user.entrySet().stream()
                .filter(setting -> !RegistrySettings.isRegistrySetting(setting.getKey()))
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
            if (RESERVED.contains(bare)) {
                problems.add("kafka.%s is '%s', but is not for users to set: remove it".formatted(name, value));
            } else if (!REQUIRED.getOrDefault(bare, value).equals(value)) {
                problems.add("kafka.%s is '%s', but what Tocsin promises rests on '%s': remove it"
                        .formatted(name, value, REQUIRED.get(bare)));
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
    public WireFormat wireFormat(Topics topics, Path directory) {
        return WireFormat.of(registry, topics.schemas(), directory);
    }

    /** How records stand in topics, for those who read or write once and go. */
    public WireFormat wireFormat(Topics topics) {
        return WireFormat.failingFast(registry, topics.schemas());
    }

    /** Which brokers are asked first, for people. */
    public String bootstrapServers() {
        return user.getOrDefault("bootstrap.servers", "");
    }

    public Properties producer() {
        var all = new Properties();
        all.putAll(PRODUCER_DEFAULTS);
        all.putAll(forClient("producer."));
        all.putAll(Map.of("acks", "all", "enable.idempotence", "true"));
        return all;
    }

    public Properties admin() {
        var all = new Properties();
        all.putAll(REQUEST_DEFAULTS);
        all.putAll(forClient("admin."));
        return all;
    }

    /** Of a consumer that reads what there is and stores nothing. */
    public Properties consumer() {
        var all = new Properties();
        all.putAll(REQUEST_DEFAULTS);
        all.putAll(forClient("consumer."));
        all.putAll(Map.of("auto.offset.reset", "earliest", "enable.auto.commit", "false"));
        all.put("allow.auto.create.topics", "false");
        return all;
    }

    /** Of a Streams client of one instance. */
    public Properties streams(String applicationId, String stateDir) {
        return streams(
                Map.of(),
                Map.of(
                        "application.id",
                        applicationId,
                        "state.dir",
                        stateDir,
                        "processing.guarantee",
                        "at_least_once"));
    }

    /**
     * Of a Streams client, which knows the prefixes itself.
     *
     * @param defaults hold unless the user's word overrides them
     * @param fixed hold whatever the user says
     */
    public Properties streams(Map<String, String> defaults, Map<String, String> fixed) {
        var all = new Properties();
        all.putAll(STREAMS_DEFAULTS);
        all.putAll(defaults);
        all.putAll(user);
        all.putAll(fixed);
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
