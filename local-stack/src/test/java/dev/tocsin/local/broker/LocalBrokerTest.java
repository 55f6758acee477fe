package dev.tocsin.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class LocalBrokerTest {
    @TempDir
    private Path dir;

    @Test
    void storesRecords() throws Exception {
        try (var broker = LocalBroker.start(dir, LocalBroker.ANY_PORT)) {
            create(broker, "kept");
            produce(broker, "kept", "a value");
            assertThat(consume(broker, "kept")).isEqualTo("a value");
        }
    }

    @Test
    void restartKeepsClusterIdAndData() throws Exception {
        String cluster;
        try (var broker = LocalBroker.start(dir, LocalBroker.ANY_PORT)) {
            create(broker, "kept");
            produce(broker, "kept", "from before");
            cluster = clusterId(broker);
        }
        try (var broker = LocalBroker.start(dir, LocalBroker.ANY_PORT)) {
            assertThat(clusterId(broker)).isEqualTo(cluster);
            assertThat(consume(broker, "kept")).isEqualTo("from before");
        }
    }

    @Test
    void portInUseIsReported() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> LocalBroker.start(dir, other.getLocalPort()))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessage(
                            "port %d of 127.0.0.1 is in use or not available: stop the process that uses it, or use another --port"
                                    .formatted(other.getLocalPort()));
        }
    }

    @Test
    void folderInUseIsReported() {
        try (var first = LocalBroker.start(dir, LocalBroker.ANY_PORT)) {
            assertThatThrownBy(() -> LocalBroker.start(dir, LocalBroker.ANY_PORT))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessage("folder '%s' is in use by another broker: stop that one, or use another --dir"
                            .formatted(dir));
            assertThat(first.fault()).isNotDone();
        }
    }

    @Test
    void listensOnLoopbackOnly() throws IOException {
        try (var broker = LocalBroker.start(dir, LocalBroker.ANY_PORT)) {
            for (var network : NetworkInterface.networkInterfaces().toList()) {
                for (var address : network.inetAddresses()
                        .filter(a -> !a.isLoopbackAddress())
                        .toList()) {
                    assertThatThrownBy(() -> connect(address, broker.port())).isInstanceOf(IOException.class);
                }
            }
        }
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
        }
    }

    private static void create(LocalBroker broker, String topic) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static String clusterId(LocalBroker broker) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static void produce(LocalBroker broker, String topic, String value)
            throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.address());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", value)).get();
        }
    }

    private static String consume(LocalBroker broker, String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.address(), "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            var records = consumer.poll(Duration.ofSeconds(10));
            return records.iterator().next().value();
        }
    }
}
