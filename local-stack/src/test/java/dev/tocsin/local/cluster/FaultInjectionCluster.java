package dev.tocsin.local.cluster;

import dev.tocsin.config.Settings;
import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.log.TopicWriter;
import dev.tocsin.labels.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * Brokers, instances and a receiver for fault injection. Every process can be killed, and the network between an instance
 * and Kafka, or between an instance and the receiver, can be cut.
 */
final class FaultInjectionCluster implements AutoCloseable {
    private static final int INSTANCES = 3;

    private final Path folder = TestFolders.createTemporary("tocsin-faults");
    private final FreePorts ports = new FreePorts();
    private final RecordingWebhook inbox = RecordingWebhook.open();
    private final List<BrokerProcess> brokers = new ArrayList<>();
    private final List<InstanceProcess> instances = new ArrayList<>();
    private final List<List<TcpProxy>> kafkaProxies = new ArrayList<>();
    private final List<TcpProxy> receiverProxies = new ArrayList<>();
    private final String brokerAddresses;
    private final ClusterSpec spec;
    private Runnable afterClose = () -> {};
    private final Topics topics =
            new Topics(Settings.read("", "", Map.of(), "test").topics());
    private TopicWriter log;

    /**
     * @param brokers the number of brokers
     * @param settings additional YAML settings of each instance
     * @param prepare receives the folder of the instances' state
     */
    record ClusterSpec(int brokers, String settings, Consumer<Path> prepare) {
        static final ClusterSpec QUICK = new ClusterSpec(1, """
                claim: {lease: 3s}
                member: {heartbeat: 500ms, timeout: 3s}
                """, folder -> {});

        static final ClusterSpec DEFAULT = new ClusterSpec(1, "", folder -> {});

        ClusterSpec withSettings(String more) {
            return new ClusterSpec(brokers, settings + more, prepare);
        }

        ClusterSpec withPreparation(Consumer<Path> how) {
            return new ClusterSpec(brokers, settings, how);
        }

        ClusterSpec withBrokers(int howManyBrokers) {
            return new ClusterSpec(howManyBrokers, settings, prepare);
        }
    }

    private FaultInjectionCluster(ClusterSpec shape) {
        this.spec = shape;
        this.brokerAddresses = createBrokers(shape.brokers());
        shape.prepare().accept(folder);
        IntStream.range(0, INSTANCES).forEach(this::addInstance);
    }

    static FaultInjectionCluster start(ClusterSpec shape) {
        var cluster = new FaultInjectionCluster(shape);
        try {
            cluster.brokers.forEach(BrokerProcess::start);
            cluster.brokers.forEach(BrokerProcess::awaitReady);
            cluster.instances.forEach(InstanceProcess::start);
            cluster.awaitReady();
            cluster.configure();
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private String createBrokers(int count) {
        var controllers = IntStream.range(0, count).map(node -> ports.next()).toArray();
        var voters = IntStream.range(0, count)
                .mapToObj(node -> "%d@127.0.0.1:%d".formatted(node + 1, controllers[node]))
                .collect(Collectors.joining(","));
        var cluster = Uuid.randomUuid().toString();
        IntStream.range(0, INSTANCES + 1).forEach(instance -> kafkaProxies.add(new ArrayList<>()));
        var direct = new ArrayList<String>();
        for (var node = 1; node <= count; node++) {
            var own = ports.next();
            direct.add("127.0.0.1:" + own);
            var doors = new ArrayList<>(List.of(own + ":" + own));
            for (var instance = 0; instance <= INSTANCES; instance++) {
                var door = ports.next();
                var proxy = TcpProxy.to(door);
                kafkaProxies.get(instance).add(proxy);
                doors.add(door + ":" + proxy.port());
            }
            brokers.add(new BrokerProcess(folder.resolve("broker-" + node), cluster, node, voters, doors));
        }
        return String.join(",", direct);
    }

    private InstanceProcess addInstance(int index) {
        var id = "tocsin-" + (index + 1);
        var port = ports.next();
        var bootstrap = kafkaProxies.get(index).stream()
                .map(proxy -> "127.0.0.1:" + proxy.port())
                .collect(Collectors.joining(","));
        var instance = new InstanceProcess(id, port, folder, """
                instance: {id: %s}
                http: {listen: "127.0.0.1:%d"}
                state: {dir: '%s'}
                kafka: {bootstrap.servers: "%s"}
                topics: {replication_factor: %d}
                evaluation: {delay: 200ms}
                %s
                """.formatted(
                        id, port, folder.resolve(id), bootstrap, spec.brokers(), spec.settings()));
        var proxy = TcpProxy.to(inbox.port());
        receiverProxies.add(proxy);
        // All instances share the configuration, so each reads the URL of its receiver from its own file.
        try {
            Files.createDirectories(instance.workingFolder());
            Files.writeString(instance.workingFolder().resolve("receiver"), "http://127.0.0.1:" + proxy.port() + "/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        instances.add(instance);
        return instance;
    }

    /** Adds an instance without state, which is not started. */
    InstanceProcess addStoppedInstance() {
        return addInstance(INSTANCES);
    }

    /** Applies the configuration. */
    void configure() {
        log().append(topics.config(), new ConfigDocument(config(), Instant.EPOCH, "test"))
                .join();
        awaitConfigured();
    }

    private void awaitConfigured() {
        running()
                .forEach(one -> Eventually.until(
                        one.id() + " has the configuration",
                        () -> one.get("/api/v2/status").at("/config/original").asText(),
                        original -> original.contains("url_file: receiver")));
    }

    String config() {
        return """
                route:
                  receiver: all
                  group_by: [alertname, group]
                  group_wait: 1s
                  group_interval: 5s
                  repeat_interval: 4h
                receivers:
                  - name: all
                    webhook_configs: [{url_file: receiver}]
                """;
    }

    Topics topics() {
        return topics;
    }

    /** The bootstrap servers without proxies. */
    TopicWriter log() {
        if (log == null) {
            log = new TopicWriter(new KafkaSettings(Map.of("bootstrap.servers", brokerAddresses)), topics);
        }
        return log;
    }

    RecordingWebhook inbox() {
        return inbox;
    }

    BrokerProcess broker(int index) {
        return brokers.get(index);
    }

    String brokerAddresses() {
        return brokerAddresses;
    }

    InstanceProcess instance(int index) {
        return instances.get(index % INSTANCES);
    }

    List<InstanceProcess> all() {
        return instances.subList(0, INSTANCES);
    }

    List<InstanceProcess> running() {
        return all().stream().filter(InstanceProcess::isAlive).toList();
    }

    InstanceProcess preferredInstance(Labels alert) {
        return PreferredInstance.of(config(), running(), alert);
    }

    int indexOf(InstanceProcess instance) {
        return instances.indexOf(instance);
    }

    void cutFromKafka(int instance) {
        kafkaProxies.get(instance).forEach(TcpProxy::cut);
    }

    void reconnectToKafka(int instance) {
        kafkaProxies.get(instance).forEach(TcpProxy::heal);
    }

    TcpProxy receiverProxy(int instance) {
        return receiverProxies.get(instance);
    }

    /** Waits until all running instances are ready and see each other. */
    void awaitReady() {
        InstanceProcess.awaitReady(running());
    }

    /** Starts all stopped processes and waits until the cluster is as at the start. */
    void restore() {
        brokers.stream().filter(broker -> !broker.isAlive()).forEach(BrokerProcess::start);
        brokers.forEach(BrokerProcess::awaitReady);
        all().stream().filter(one -> !one.isAlive()).forEach(InstanceProcess::start);
        awaitReady();
    }

    /** Sets an action to run when all processes have ended. */
    void afterClose(Runnable what) {
        afterClose = what;
    }

    /** Closes the cluster. The log files are kept on request, for debugging. */
    @Override
    public void close() {
        instances.forEach(InstanceProcess::close);
        if (log != null) {
            log.close();
        }
        brokers.forEach(BrokerProcess::close);
        kafkaProxies.forEach(proxies -> proxies.forEach(TcpProxy::close));
        receiverProxies.forEach(TcpProxy::close);
        inbox.close();
        afterClose.run();
        if (System.getProperty("faults.keep") == null) {
            TestFolders.delete(folder);
        } else {
            System.out.println("kept: " + folder);
        }
    }
}
