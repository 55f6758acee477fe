package dev.tocsin.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/** Sees to it that all topics exist and are fit for use. Doing it again changes nothing. */
public final class TopicCreation {
    private static final int MAX_ATTEMPTS = 100;

    private final Topics topics;

    public TopicCreation(Topics topics) {
        this.topics = topics;
    }

    /**
     * Creates what is missing, waits until it is visible, and checks what was there.
     *
     * @return the names of those that were created
     * @throws MisconfiguredTopicsException if some exist in a form that breaks a promise; all problems at once
     * @throws KafkaUnreachableException if Kafka does not answer or refuses
     */
    public List<String> ensure(KafkaSettings settings) {
        try (var admin = Admin.create(settings.admin())) {
            return ensure(admin);
        } catch (KafkaException e) {
            throw new KafkaUnreachableException("can not create topics: " + e.getMessage(), e);
        }
    }

    /** As {@link #ensure(KafkaSettings)}, for who asks Kafka more than that. */
    public List<String> ensure(Admin admin) {
        var created = create(admin);
        var problems = problems(descriptions(admin), configs(admin));
        if (!problems.isEmpty()) {
            throw new MisconfiguredTopicsException(problems);
        }
        return created;
    }

    private List<String> create(Admin admin) {
        var asked = admin.createTopics(
                        topics.specs().stream().map(TopicSpec::toNewTopic).toList())
                .values();
        var created = new ArrayList<String>();
        new TreeMap<>(asked).forEach((name, done) -> {
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
            throw AdminCalls.unreachable("can not create topics", e);
        }
    }

    // A topic that was just created is not yet known to every broker. Each look is a round trip, so this ends.
    private Map<String, TopicDescription> descriptions(Admin admin) {
        var names = topics.specs().stream().map(TopicSpec::name).toList();
        for (var look = 1; ; look++) {
            try {
                return AdminCalls.await(admin.describeTopics(names).allTopicNames());
            } catch (ExecutionException e) {
                if (look == MAX_ATTEMPTS || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw AdminCalls.unreachable("can not look at topics", e);
                }
                AdminCalls.backoff(look);
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
            throw AdminCalls.unreachable("can not look at the configs of topics", e);
        }
    }

    private List<String> problems(Map<String, TopicDescription> found, Map<String, Config> configs) {
        var problems = new ArrayList<String>();
        for (var topic : topics.specs()) {
            var partitions = found.get(topic.name()).partitions().size();
            if (topic.fixedPartitions() && partitions != topic.partitions()) {
                problems.add("topic %s has %d partitions, but must have %d, for its order is what instances agree by: "
                                .formatted(topic.name(), partitions, topic.partitions())
                        + "delete it, and it will be created anew");
            }
            topic.fixedConfigs().forEach((config, wanted) -> {
                var value = configs.get(topic.name()).get(config).value();
                if (topic.isViolatedBy(config, value)) {
                    problems.add("topic %s has %s=%s, but must have %s: alter it, as with kafka-configs.sh --alter"
                            .formatted(topic.name(), config, value, wanted));
                }
            });
        }
        return problems;
    }
}
