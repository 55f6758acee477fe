package dev.tocsin.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates missing topics and checks existing ones. Idempotent. */
public record TopicCreation(Topics topics) {
    private static final Logger LOG = LoggerFactory.getLogger(TopicCreation.class);
    private static final int MAX_ATTEMPTS = 100;

    /** The topics whose sizes were checked: each client of the process creates topics, but one warning is enough. */
    private static final Set<String> CHECKED = ConcurrentHashMap.newKeySet();

    /**
     * Creates missing topics, waits until they are visible, and checks the existing ones.
     *
     * @return the names of the created topics
     * @throws MisconfiguredTopicsException if existing topics have settings that break a guarantee; with all problems
     * @throws KafkaUnreachableException if Kafka does not answer or refuses
     */
    public List<String> ensure(KafkaSettings settings) {
        try (var admin = Admin.create(settings.admin())) {
            return ensure(admin);
        } catch (KafkaException e) {
            throw new KafkaUnreachableException("cannot create topics: " + e.getMessage(), e);
        }
    }

    /** As {@link #ensure(KafkaSettings)}, with a client of the caller. */
    public List<String> ensure(Admin admin) {
        var created = create(admin);
        // Waits until new topics are visible, so the configs can be read after it.
        var descriptions = descriptions(admin);
        var configs = configs(admin);
        var problems = problems(descriptions, configs);
        if (!problems.isEmpty()) {
            throw new MisconfiguredTopicsException(problems);
        }
        topics.specs().stream()
                .filter(topic -> CHECKED.add(topic.name()))
                .flatMap(topic -> topic
                        .sizeWarning(
                                config -> configs.get(topic.name()).get(config).value())
                        .stream())
                .forEach(LOG::warn);
        return created;
    }

    private List<String> create(Admin admin) {
        var results = admin.createTopics(
                        topics.specs().stream().map(TopicSpec::toNewTopic).toList())
                .values();
        var created = new ArrayList<String>();
        new TreeMap<>(results).forEach((name, done) -> {
            if (isNew(done)) {
                created.add(name);
            }
        });
        return created;
    }

    private static boolean isNew(KafkaFuture<Void> creation) {
        try {
            AdminCalls.await(creation);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw AdminCalls.unreachable("cannot create topics", e);
        }
    }

    // A topic that was just created is not known to every broker yet.
    private Map<String, TopicDescription> descriptions(Admin admin) {
        var names = topics.specs().stream().map(TopicSpec::name).toList();
        for (var attempt = 1; ; attempt++) {
            try {
                return AdminCalls.await(admin.describeTopics(names).allTopicNames());
            } catch (ExecutionException e) {
                if (attempt == MAX_ATTEMPTS || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw AdminCalls.unreachable("cannot describe topics", e);
                }
                AdminCalls.backoff(attempt);
            }
        }
    }

    private Map<String, Config> configs(Admin admin) {
        var resources = topics.specs().stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                .toList();
        try {
            return AdminCalls.await(admin.describeConfigs(resources).all()).entrySet().stream()
                    .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
        } catch (ExecutionException e) {
            throw AdminCalls.unreachable("cannot describe the configs of topics", e);
        }
    }

    private List<String> problems(Map<String, TopicDescription> found, Map<String, Config> configs) {
        var problems = new ArrayList<String>();
        for (var topic : topics.specs()) {
            var partitions = found.get(topic.name()).partitions().size();
            if (topic.fixedPartitions() && partitions != topic.partitions()) {
                problems.add(("topic %s has %d partitions, but must have %d, because instances rely on its order: "
                                + "delete it, and it is created again")
                        .formatted(topic.name(), partitions, topic.partitions()));
            }
            topic.fixedConfigs().forEach((config, wanted) -> {
                var value = configs.get(topic.name()).get(config).value();
                if (topic.isViolatedBy(config, value)) {
                    problems.add(
                            "topic %s has %s=%s, but must have %s: change it, for example with kafka-configs.sh --alter"
                                    .formatted(topic.name(), config, value, wanted));
                }
            });
        }
        return problems;
    }
}
