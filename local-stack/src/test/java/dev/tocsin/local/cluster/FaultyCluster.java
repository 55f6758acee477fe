package dev.tocsin.local.cluster;

import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.log.Log;
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
 * Brokers, instances and a receiver, each of which can be done harm: every process can be killed, and the network
 * between one instance and Kafka, and between one instance and the receiver, can be cut.
 */
final class FaultyCluster implements AutoCloseable {
    private static final int INSTANCES = 3;

    private final Path folder = Folders.temporary("tocsin-faults");
    private final FreePorts ports = new FreePorts();
    private final Inbox inbox = Inbox.open();
    private final List<BrokerProcess> brokers = new ArrayList<>();
    private final List<InstanceProcess> instances = new ArrayList<>();
    private final List<List<TcpProxy>> toKafka = new ArrayList<>();
    private final List<TcpProxy> toReceiver = new ArrayList<>();
    private final String address;
    private final Shape shape;
    private Runnable lastly = () -> {};
    private Log log;

    /**
     * @param brokers how many
     * @param settings more of each instance's settings, in YAML
     * @param prepare is given the folder in which the state of instances will be
     */
    record Shape(int brokers, String settings, Consumer<Path> prepare) {
        static final Shape QUICK = new Shape(1, """
                claim: {lease: 3s}
                member: {heartbeat: 500ms, timeout: 3s}
                """, folder -> {});

        static final Shape USUAL = new Shape(1, "", folder -> {});

        Shape with(String more) {
            return new Shape(brokers, settings + more, prepare);
        }

        Shape prepared(Consumer<Path> how) {
            return new Shape(brokers, settings, how);
        }

        Shape on(int howManyBrokers) {
            return new Shape(howManyBrokers, settings, prepare);
        }
    }

    private FaultyCluster(Shape shape) {
        this.shape = shape;
        this.address = brokersWithDoors(shape.brokers());
        shape.prepare().accept(folder);
        IntStream.range(0, INSTANCES).forEach(this::addInstance);
    }

    static FaultyCluster start(Shape shape) {
        var cluster = new FaultyCluster(shape);
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

    private String brokersWithDoors(int count) {
        var controllers = IntStream.range(0, count).map(node -> ports.next()).toArray();
        var voters = IntStream.range(0, count)
                .mapToObj(node -> "%d@127.0.0.1:%d".formatted(node + 1, controllers[node]))
                .collect(Collectors.joining(","));
        var cluster = Uuid.randomUuid().toString();
        IntStream.range(0, INSTANCES + 1).forEach(instance -> toKafka.add(new ArrayList<>()));
        var direct = new ArrayList<String>();
        for (var node = 1; node <= count; node++) {
            var own = ports.next();
            direct.add("127.0.0.1:" + own);
            var doors = new ArrayList<>(List.of(own + ":" + own));
            for (var instance = 0; instance <= INSTANCES; instance++) {
                var door = ports.next();
                var proxy = TcpProxy.to(door);
                toKafka.get(instance).add(proxy);
                doors.add(door + ":" + proxy.port());
            }
            brokers.add(new BrokerProcess(folder.resolve("broker-" + node), cluster, node, voters, doors));
        }
        return String.join(",", direct);
    }

    private InstanceProcess addInstance(int index) {
        var id = "tocsin-" + (index + 1);
        var port = ports.next();
        var bootstrap = toKafka.get(index).stream()
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
                        id, port, folder.resolve(id), bootstrap, shape.brokers(), shape.settings()));
        var proxy = TcpProxy.to(inbox.port());
        toReceiver.add(proxy);
        // The configuration is the same for all, so where the receiver is stands in a file that each has of its own.
        try {
            Files.createDirectories(instance.home());
            Files.writeString(instance.home().resolve("receiver"), "http://127.0.0.1:" + proxy.port() + "/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        instances.add(instance);
        return instance;
    }

    /** One more, that has nothing yet; it is not started. */
    InstanceProcess newcomer() {
        return addInstance(INSTANCES);
    }

    /** Puts the configuration in force. */
    void configure() {
        log().append("alertmanager", new ConfigDocument(config(), Instant.EPOCH, "test"))
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

    /** Straight to Kafka, past what can be cut. */
    Log log() {
        if (log == null) {
            log = new Log(
                    new KafkaSettings(Map.of("bootstrap.servers", address)), new Topics(Topics.Settings.of("tocsin.")));
        }
        return log;
    }

    Inbox inbox() {
        return inbox;
    }

    BrokerProcess broker(int index) {
        return brokers.get(index);
    }

    String brokers() {
        return address;
    }

    InstanceProcess one(int index) {
        return instances.get(index % INSTANCES);
    }

    List<InstanceProcess> all() {
        return instances.subList(0, INSTANCES);
    }

    List<InstanceProcess> running() {
        return all().stream().filter(InstanceProcess::isAlive).toList();
    }

    InstanceProcess sender(Labels alert) {
        return Preference.sender(config(), running(), alert);
    }

    int indexOf(InstanceProcess instance) {
        return instances.indexOf(instance);
    }

    void cutFromKafka(int instance) {
        toKafka.get(instance).forEach(TcpProxy::cut);
    }

    void mendToKafka(int instance) {
        toKafka.get(instance).forEach(TcpProxy::mend);
    }

    TcpProxy toReceiver(int instance) {
        return toReceiver.get(instance);
    }

    /** All that run are ready and see each other. */
    void awaitReady() {
        InstanceProcess.awaitReady(running());
    }

    /** Those that do not run are started; done when all is as in the beginning. */
    void restore() {
        brokers.stream().filter(broker -> !broker.isAlive()).forEach(BrokerProcess::start);
        brokers.forEach(BrokerProcess::awaitReady);
        all().stream().filter(one -> !one.isAlive()).forEach(InstanceProcess::start);
        awaitReady();
    }

    /** Done when nothing runs any more. */
    void lastly(Runnable what) {
        lastly = what;
    }

    /** What was printed is kept if so wanted, to find out what went wrong. */
    @Override
    public void close() {
        instances.forEach(InstanceProcess::close);
        if (log != null) {
            log.close();
        }
        brokers.forEach(BrokerProcess::close);
        toKafka.forEach(proxies -> proxies.forEach(TcpProxy::close));
        toReceiver.forEach(TcpProxy::close);
        inbox.close();
        lastly.run();
        if (System.getProperty("faults.keep") == null) {
            Folders.delete(folder);
        } else {
            System.out.println("kept: " + folder);
        }
    }
}
