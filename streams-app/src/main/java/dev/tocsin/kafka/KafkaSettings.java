package dev.tocsin.kafka;

import dev.tocsin.kafka.registry.RegistrySettings;
import dev.tocsin.kafka.registry.WireFormat;
import dev.tocsin.limits.Limit;
import dev.tocsin.yaml.SpellingSuggestion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The user's settings of Kafka clients, which are passed through. A plain name goes to every client; the prefixes
 * {@code producer.}, {@code admin.}, {@code consumer.} and {@code global.consumer.} limit it to one kind of client.
 *
 * <p>Settings of a schema registry are among them, as is usual for Kafka, and go to no client.
 *
 * <p>Settings on which a guarantee depends cannot be changed ({@link #problems}). All others override the defaults.
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

    // An append fails after 15 s, so that a flush soon tries again. No guarantee depends on this: the lease of a claim
    // counts from before its append.
    // Without linger a single record is sent at once. With one request in flight, the records of a burst that come
    // meanwhile are sent together, as in Nagle's algorithm: a broker handles one request of a connection at a time
    // anyway.
    private static final Map<String, String> PRODUCER_DEFAULTS = Map.of(
            "linger.ms", "0",
            "max.in.flight.requests.per.connection", "1",
            "batch.size", "131072",
            "delivery.timeout.ms", "10000",
            "request.timeout.ms", "5000",
            "max.block.ms", "5000",
            "max.request.size", Long.toString(Limit.RECORD.value()));

    private static final Map<String, String> REQUEST_DEFAULTS =
            Map.of("request.timeout.ms", "5000", "default.api.timeout.ms", "10000");

    private static final Set<String> KNOWN = Stream.of(
                    ProducerConfig.configNames(),
                    ConsumerConfig.configNames(),
                    AdminClientConfig.configNames(),
                    StreamsConfig.configDef().names())
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    /** How long a poll waits if there are no records. A record ends the poll at once. */
    public static final Duration POLL_TIMEOUT = Duration.ofMillis(500);

    // An outage of hours must not end the client.
    private static final Map<String, String> STREAMS_DEFAULTS = Map.of(
            "task.timeout.ms",
            "86400000",
            "commit.interval.ms",
            "1000",
            "poll.ms",
            Long.toString(POLL_TIMEOUT.toMillis()));

    private final Map<String, String> written;
    private final Map<String, String> user;
    private final RegistrySettings registry;
    private final List<String> otherProblems = new ArrayList<>();

    /**
     * Settings without the prefix {@code kafka.}, such as {@code bootstrap.servers}. References to secrets are resolved.
     *
     * @param written as in the file or the environment
     */
    public KafkaSettings(Map<String, String> written) {
        this.written = Map.copyOf(written);
        var resolved = resolve(written);
        this.user = resolved.entrySet().stream()
                .filter(setting -> !RegistrySettings.isRegistrySetting(setting.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        var registryProblems = RegistrySettings.problems(resolved);
        this.registry = registryProblems.isEmpty() ? RegistrySettings.of(resolved) : RegistrySettings.NONE;
        otherProblems.addAll(registryProblems);
    }

    // The clients get no providers: a secret that looks like a reference must not be resolved once more.
    private Map<String, String> resolve(Map<String, String> settings) {
        var references = SecretReferences.with(settings, otherProblems::add);
        var resolved = new TreeMap<String, String>();
        new TreeMap<>(settings).forEach((name, value) -> {
            if (SecretReferences.isProviderSetting(name)) {
                return;
            }
            try {
                resolved.put(name, references.resolve(value));
            } catch (IllegalArgumentException e) {
                otherProblems.add("kafka.%s: %s".formatted(name, e.getMessage()));
                resolved.put(name, value);
            }
        });
        return resolved;
    }

    /** All problems of the settings, each as a sentence that begins with the name of the setting. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        if (user.getOrDefault("bootstrap.servers", "").isBlank()) {
            problems.add(
                    "kafka.bootstrap.servers is missing: set it to the brokers, such as kafka-1:9092,kafka-2:9092");
        }
        new TreeMap<>(user).forEach((name, value) -> {
            var bare = withoutPrefix(name);
            if (RESERVED.contains(bare)) {
                problems.add("kafka.%s is '%s', but is set by Tocsin: remove it".formatted(name, written.get(name)));
            } else if (!REQUIRED.getOrDefault(bare, value).equals(value)) {
                problems.add("kafka.%s is '%s', but Tocsin needs '%s': remove it"
                        .formatted(name, written.get(name), REQUIRED.get(bare)));
            }
            // Plug-ins of the clients have settings of their own, so other unknown names are passed on.
            SpellingSuggestion.misspelt(bare, KNOWN)
                    .ifPresent(known -> problems.add(
                            "kafka.%s is no setting of Kafka's clients; did you mean '%s'?".formatted(name, known)));
        });
        addAppendTimeoutProblem(problems);
        problems.addAll(otherProblems);
        return problems;
    }

    /** Time after which an append fails: the wait for metadata and space, and the delivery. */
    public Duration appendTimeout() {
        var properties = producer();
        return Duration.ofMillis(Long.parseLong(properties.getProperty("max.block.ms"))
                + Long.parseLong(properties.getProperty("delivery.timeout.ms")));
    }

    // The garbage collection of the notification log holds a slot for twice this time, and no lease is longer than its
    // limit.
    private void addAppendTimeoutProblem(List<String> problems) {
        var longest = Limit.CLAIM_LEASE.duration().dividedBy(2);
        try {
            if (appendTimeout().compareTo(longest) > 0) {
                problems.add(("kafka.max.block.ms and kafka.delivery.timeout.ms are %d ms together, but must be at most"
                                + " %d ms: a claim would end before its record is written; lower them")
                        .formatted(appendTimeout().toMillis(), longest.toMillis()));
            }
        } catch (NumberFormatException e) {
            problems.add("kafka.max.block.ms and kafka.delivery.timeout.ms must be numbers of milliseconds");
        }
    }

    /**
     * The encoding of records for an instance.
     *
     * @param directory for the cache of the schema registry's answers
     */
    public WireFormat wireFormat(Topics topics, Path directory) {
        return WireFormat.of(registry, topics.schemas(), directory);
    }

    /** The encoding of records for a command, which reads or writes once. */
    public WireFormat wireFormat(Topics topics) {
        return WireFormat.failingFast(registry, topics.schemas());
    }

    /** The bootstrap servers, for messages. */
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

    /** Configuration of the producer of samples, whose records are large and compress well. */
    public Properties samplesProducer() {
        var all = producer();
        all.putIfAbsent("compression.type", "lz4");
        // Two producers of one id would have the same metrics.
        all.computeIfPresent("client.id", (name, id) -> id + "-samples");
        return all;
    }

    public Properties admin() {
        var all = new Properties();
        all.putAll(REQUEST_DEFAULTS);
        all.putAll(forClient("admin."));
        return all;
    }

    /** Configuration of a consumer that reads from the beginning and commits nothing. */
    public Properties consumer() {
        var all = new Properties();
        all.putAll(REQUEST_DEFAULTS);
        all.putAll(forClient("consumer."));
        all.putAll(Map.of("auto.offset.reset", "earliest", "enable.auto.commit", "false"));
        all.put("allow.auto.create.topics", "false");
        return all;
    }

    /** Configuration of a Kafka Streams client of one instance. */
    public Properties streams(String applicationId, String stateDir) {
        return streams(applicationId, stateDir, Map.of());
    }

    /** As above. @param defaults which the user's settings override */
    public Properties streams(String applicationId, String stateDir, Map<String, String> defaults) {
        return streams(
                defaults,
                Map.of(
                        "application.id",
                        applicationId,
                        "state.dir",
                        stateDir,
                        "processing.guarantee",
                        "at_least_once"));
    }

    /**
     * Configuration of a Kafka Streams client. Streams itself understands the prefixes.
     *
     * @param defaults which the user's settings override
     * @param fixed which override the user's settings
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
