package dev.tocsin.local.cluster;

import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.rules.RuleFileReader;
import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.log.TopicWriter;
import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Two instances with small heaps, a working receiver for canary alerts, and broken receivers for all other alerts. */
final class HostileLoadCluster implements AutoCloseable {
    private static final String PREFIX = "hostile.";
    private static final int SERIES_PER_BATCH = 1_000;

    private final InstantSource clock = InstantSource.system();
    private final String broker;
    private final Path folder = TestFolders.createTemporary("tocsin-hostile");
    private final RecordingWebhook inbox = RecordingWebhook.open();
    private final BrokenReceivers broken = BrokenReceivers.open();
    private final Topics topics =
            new Topics(Settings.read("", "topics: {prefix: %s}".formatted(PREFIX), Map.of(), "test")
                    .topics());
    private final TopicWriter log;
    private final PeriodicSamples samples;
    private final List<InstanceProcess> instances;

    private HostileLoadCluster(String broker) {
        this.broker = broker;
        this.log = new TopicWriter(new KafkaSettings(Map.of("bootstrap.servers", broker)), topics);
        this.samples = new PeriodicSamples(log);
        var ports = new FreePorts();
        this.instances = IntStream.rangeClosed(1, 2)
                .mapToObj(number -> instance("tocsin-" + number, ports.next()))
                .toList();
    }

    static HostileLoadCluster start(Broker broker) {
        var cluster = new HostileLoadCluster(broker.address());
        try {
            cluster.instances.forEach(InstanceProcess::start);
            InstanceProcess.awaitReady(cluster.instances);
            cluster.configure(0);
            cluster.applyRules();
            cluster.samples.start();
            cluster.samples.set(20, Labels.of("__name__", "load", "host", "a"));
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    String broker() {
        return broker;
    }

    Topics topics() {
        return topics;
    }

    RecordingWebhook inbox() {
        return inbox;
    }

    List<InstanceProcess> instances() {
        return instances;
    }

    /**
     * Applies the configuration.
     *
     * @param unusedReceivers number of receivers that no route uses
     */
    void configure(int unusedReceivers) {
        log.append(topics.config(), new ConfigDocument(config(unusedReceivers), Instant.EPOCH, "test"))
                .join();
    }

    /** Appends a sample of each series. */
    void appendSamples(List<Labels> names) {
        var now = clock.millis();
        for (var first = 0; first < names.size(); first += SERIES_PER_BATCH) {
            var part = names.subList(first, Math.min(names.size(), first + SERIES_PER_BATCH));
            log.append(SampleBatch.of(part.stream()
                            .map(labels -> TimeSeries.of(labels, now, 1))
                            .toList()))
                    .join();
        }
    }

    /** The longest delay between the last tick of a rule group and its evaluation, in seconds. */
    double latenessSeconds(InstanceProcess instance) throws Exception {
        return instance.text("/metrics")
                .lines()
                .filter(line -> line.startsWith("tocsin_rule_group_lateness_seconds{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElse(0);
    }

    private void applyRules() {
        var yaml = """
                groups:
                  - name: steady
                    interval: 1s
                    rules:
                      - {alert: Busy, expr: load > 10}
                      - {record: "load:sum", expr: sum(load)}
                """;
        var defaults = new Defaults(Duration.ofSeconds(1), Duration.ZERO);
        RuleFileReader.read("test", yaml, "hostile", defaults, UnknownKeys.REJECTED)
                .forEach(group -> log.append(topics.rules(), group.draft()).join());
    }

    private String config(int unusedReceivers) {
        var more = IntStream.range(0, unusedReceivers)
                .mapToObj("  - name: r%d\n"::formatted)
                .collect(Collectors.joining());
        return """
                route:
                  receiver: refusing
                  group_by: ['...']
                  group_wait: 1s
                  group_interval: 5s
                  routes:
                    - {matchers: [alertname="Canary"], receiver: inbox, group_by: [canary], group_wait: 0s}
                    - {matchers: [kind="silent"], receiver: silent, group_by: [kind]}
                    - {matchers: [kind="endless"], receiver: endless, group_by: [kind]}
                    - {matchers: [kind="one-group"], receiver: inbox, group_by: [kind]}
                receivers:
                  - name: inbox
                    webhook_configs: [{url: "%s", max_alerts: 10}]
                  - name: refusing
                    webhook_configs: [{url: "http://127.0.0.1:1/"}]
                  - name: silent
                    webhook_configs: [{url: "%s"}]
                  - name: endless
                    webhook_configs: [{url: "%s"}]
                %s""".formatted(inbox.url(), broken.silentUrl(), broken.endlessUrl(), more);
    }

    private InstanceProcess instance(String id, int port) {
        return new InstanceProcess(id, port, folder, """
                instance: {id: %s}
                http: {listen: "127.0.0.1:%d"}
                state: {dir: '%s'}
                kafka: {bootstrap.servers: "%s"}
                topics: {prefix: %s, replication_factor: 1}
                """.formatted(id, port, folder.resolve(id), broker, PREFIX));
    }

    @Override
    public void close() {
        instances.forEach(InstanceProcess::close);
        samples.close();
        log.close();
        inbox.close();
        broken.close();
        if (System.getProperty("soak.keep") == null) {
            TestFolders.delete(folder);
        } else {
            System.out.println("kept: " + folder);
        }
    }
}
