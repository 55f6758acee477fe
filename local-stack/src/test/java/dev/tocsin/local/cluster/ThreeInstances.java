package dev.tocsin.local.cluster;

import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.rules.RuleFileReader;
import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.log.TopicWriter;
import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Three instance processes on one broker, with a webhook and a source of samples. */
final class ThreeInstances implements AutoCloseable {
    private static final Instant STARTED_LONG_AGO = Instant.EPOCH;

    private final String broker;
    private final Topics topics;
    private final Path folder;
    private final RecordingWebhook inbox = RecordingWebhook.open();
    private final TopicWriter log;
    private final PeriodicSamples samples;
    private final List<InstanceProcess> instances;

    private ThreeInstances(String broker, String prefix) {
        this.broker = broker;
        this.topics = new Topics(Settings.read("", "topics: {prefix: %s}".formatted(prefix), Map.of(), "test")
                .topics());
        this.folder = TestFolders.createTemporary("tocsin-cluster");
        this.log = new TopicWriter(new KafkaSettings(Map.of("bootstrap.servers", broker)), topics);
        this.samples = new PeriodicSamples(log);
        var ports = new FreePorts();
        this.instances = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> createInstance("tocsin-" + number, ports.next(), prefix))
                .toList();
    }

    /**
     * Starts the instances, waits until they are ready, and applies the configuration.
     *
     * @param name prefix of the topic names
     */
    static ThreeInstances start(Broker broker, String name) {
        var cluster = startWithoutConfiguration(broker.address(), name);
        try {
            cluster.configure();
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** Starts the instances and the samples without applying a configuration. */
    static ThreeInstances startWithoutConfiguration(String broker, String name) {
        var cluster = new ThreeInstances(broker, name + ".");
        try {
            cluster.instances.forEach(InstanceProcess::start);
            cluster.awaitReady();
            cluster.samples.start();
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** Applies the Alertmanager configuration. */
    void configure() {
        log.append(topics.config(), new ConfigDocument(config(), STARTED_LONG_AGO, "test"))
                .join();
    }

    String broker() {
        return broker;
    }

    Topics topics() {
        return topics;
    }

    Path folder() {
        return folder;
    }

    RecordingWebhook inbox() {
        return inbox;
    }

    TopicWriter log() {
        return log;
    }

    PeriodicSamples samples() {
        return samples;
    }

    List<InstanceProcess> all() {
        return instances;
    }

    InstanceProcess instance(int index) {
        return instances.get(index % instances.size());
    }

    /** Waits until all running instances are ready and see each other as live. */
    void awaitReady() {
        var running = instances.stream().filter(InstanceProcess::isAlive).toList();
        InstanceProcess.awaitReady(running);
    }

    /** The preferred instance for an alert. */
    InstanceProcess preferredInstance(Labels alert) {
        return PreferredInstance.of(config(), instances, alert);
    }

    /** Applies a rule file. */
    void applyRules(String namespace, String yaml) {
        var defaults = new Defaults(Duration.ofSeconds(1), Duration.ZERO);
        RuleFileReader.read("test", yaml, namespace, defaults, UnknownKeys.REJECTED)
                .forEach(group -> log.append(topics.rules(), group.draft()).join());
    }

    /** Groups by alertname and group; groups labelled slow wait long enough to kill an instance meanwhile. */
    String config() {
        return """
                route:
                  receiver: all
                  group_by: [alertname, group]
                  group_wait: 1s
                  group_interval: 2s
                  repeat_interval: 4h
                  routes:
                    - matchers: [pace="slow"]
                      group_wait: 3s
                receivers:
                  - name: all
                    webhook_configs:
                      - url: %s
                """.formatted(inbox.url());
    }

    private InstanceProcess createInstance(String id, int port, String prefix) {
        var settings = """
                instance: {id: %s}
                http: {listen: "127.0.0.1:%d"}
                state: {dir: '%s'}
                kafka: {bootstrap.servers: "%s", main.consumer.metadata.max.age.ms: 3000}
                topics: {prefix: %s, replication_factor: 1}
                evaluation: {delay: 200ms}
                claim: {lease: 3s}
                member: {heartbeat: 500ms, timeout: 3s}
                archive: {interval: 1s}
                """.formatted(id, port, folder.resolve(id), broker, prefix);
        return new InstanceProcess(id, port, folder, settings);
    }

    @Override
    public void close() {
        instances.forEach(InstanceProcess::close);
        samples.close();
        log.close();
        inbox.close();
        TestFolders.delete(folder);
    }
}
