package dev.tocsin.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.config.Settings;
import dev.tocsin.config.alertmanager.AlertmanagerConfigReader;
import dev.tocsin.kafka.KafkaSettings;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.log.ExternalTopicProducer;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notifier.Sender;
import dev.tocsin.senders.KafkaTopicPublisher;
import dev.tocsin.senders.Senders;
import dev.tocsin.templates.functions.AlertmanagerFunctions;
import dev.tocsin.templates.functions.DefaultTemplates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Kafka integration with a real broker. */
@WithBroker
class KafkaReceiverTest {
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(8);
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(1);

    @Test
    void notificationIsARecord(Broker broker) throws Exception {
        create(broker.address(), "notified-eu1");
        try (var kafka = new KafkaReceiverFixture(broker.address())) {
            assertThat(kafka.tell("notified-{{ .GroupLabels.cluster }}")).isEqualTo(new DeliveryResult.Delivered());
        }
        var record = last(broker.address(), "notified-eu1");
        assertThat(record.key()).isEqualTo("{}:{cluster=\"eu1\"}");
        assertThat(record.value()).startsWith("{\"receiver\":\"team\",\"status\":\"firing\"");
    }

    @Test
    void missingTopicIsARetryableFailure(Broker broker) throws Exception {
        try (var kafka = new KafkaReceiverFixture(broker.address())) {
            assertThat(kafka.tell("late", SHORT_TIMEOUT)).isInstanceOf(DeliveryResult.Retryable.class);
            create(broker.address(), "late");
            assertThat(kafka.tell("late")).isEqualTo(new DeliveryResult.Delivered());
            assertThat(last(broker.address(), "late").value()).contains("HighCPU");
        }
    }

    @Test
    void tocsinsOwnTopicIsRefused(Broker broker) {
        try (var kafka = new KafkaReceiverFixture(broker.address())) {
            assertThat(kafka.tell("tocsin.cluster-log")).isInstanceOf(DeliveryResult.Permanent.class);
        }
    }

    @Test
    void deliverySucceedsWhenTheBrokerIsBack(@TempDir Path dir) throws Exception {
        var broker = LocalBroker.start(dir, LocalBroker.ANY_PORT);
        create(broker.address(), "away");
        try (var kafka = new KafkaReceiverFixture(broker.address())) {
            assertThat(kafka.tell("away")).isEqualTo(new DeliveryResult.Delivered());
            broker.close();
            assertThat(kafka.tell("away", SHORT_TIMEOUT)).isInstanceOf(DeliveryResult.Retryable.class);
            try (var again = LocalBroker.start(dir, broker.port())) {
                assertThat(kafka.tell("away")).isEqualTo(new DeliveryResult.Delivered());
                assertThat(last(again.address(), "away").value()).contains("HighCPU");
            }
        } finally {
            broker.close();
        }
    }

    /** A receiver with a Kafka integration. */
    private static final class KafkaReceiverFixture implements AutoCloseable {
        private final KafkaTopicPublisher topics;
        private final Senders couriers;

        KafkaReceiverFixture(String address) {
            var settings = new KafkaSettings(Map.of("bootstrap.servers", address));
            topics = new KafkaTopicPublisher(new ExternalTopicProducer(
                    settings, new Topics(Settings.read("", "", Map.of(), "test").topics())));
            couriers = new Senders("1", InstantSource.system(), path -> "", Map.of(), topics);
        }

        DeliveryResult tell(String topic) {
            return tell(topic, MAX_TIMEOUT);
        }

        DeliveryResult tell(String topic, Duration longest) {
            var config =
                    "route: {receiver: a}\nreceivers: [{name: a, kafka_configs: [{topic: '%s'}]}]\n".formatted(topic);
            var receiver = AlertmanagerConfigReader.read(
                            "am.yml",
                            config,
                            new AlertmanagerConfigReader.ParseOptions(Map.of(), MatcherParser.FALLBACK))
                    .config()
                    .receivers()
                    .get(0);
            return couriers.deliver(
                            receiver.integrations().get(0),
                            news(),
                            new Sender.DeliveryMetadata("a", "k", false),
                            longest)
                    .join();
        }

        private static Notification news() {
            var now = Instant.now();
            var labels = Labels.of("alertname", "HighCPU", "cluster", "eu1");
            var alert = new Alert(labels, Map.of(), now, Alert.NO_END, "", now);
            return new Notification(
                    "team",
                    NotificationReason.FIRST_NOTIFICATION,
                    "{}:{cluster=\"eu1\"}",
                    Labels.of("cluster", "eu1"),
                    List.of(alert),
                    now,
                    "http://tocsin",
                    0,
                    Labels.EMPTY,
                    Map.of(),
                    DefaultTemplates.with(AlertmanagerFunctions.of(now, Labels.EMPTY)));
        }

        @Override
        public void close() {
            couriers.close();
            topics.close();
        }
    }

    private static void create(String address, String topic) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static ConsumerRecord<String, String> last(String address, String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", address);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).get(partition);
            assertThat(end).as("records in %s", topic).isPositive();
            consumer.seek(partition, end - 1);
            var records = consumer.poll(MAX_TIMEOUT).records(partition);
            return records.get(records.size() - 1);
        }
    }
}
