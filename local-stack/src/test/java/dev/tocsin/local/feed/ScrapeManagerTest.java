package dev.tocsin.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.WithBroker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

@WithBroker
class ScrapeManagerTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Labels TARGET = Labels.of("job", "test", "instance", "a:1");

    @Test
    void productReadsTheSamples(Broker broker) throws Exception {
        create(broker, "fed");
        try (var writer = new KafkaSampleWriter(broker.address(), "fed", line -> {});
                var feeder = new ScrapeManager(InstantSource.fixed(NOW), writer, 1)) {
            feeder.addTarget("test", "a:1", () -> List.of(Sample.of("answer", Labels.EMPTY, 42)));
            assertThat(read(broker, "fed").series())
                    .containsExactly(
                            TimeSeries.of(TARGET.with(Labels.NAME, "answer"), NOW.toEpochMilli(), 42),
                            TimeSeries.of(TARGET.with(Labels.NAME, "up"), NOW.toEpochMilli(), 1));
        }
    }

    @Test
    void slowTargetDelaysNoOther() throws InterruptedException {
        var written = new LinkedBlockingQueue<ScrapedSamples>();
        try (var feeder = new ScrapeManager(InstantSource.fixed(NOW), written::add, 2)) {
            feeder.addTarget("hangs", "a:1", () -> {
                new CountDownLatch(1).await();
                return List.of();
            });
            feeder.addTarget("down", "a:1", () -> {
                throw new IOException("connection refused");
            });
            var down = Labels.of("job", "down", "instance", "a:1");
            assertThat(written.poll(10, TimeUnit.SECONDS))
                    .isEqualTo(new ScrapedSamples(down, NOW, List.of(Sample.of("up", down, 0))));
        }
    }

    private static void create(Broker broker, String topic) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static SampleBatch read(Broker broker, String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.address(), "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            var record = consumer.poll(Duration.ofSeconds(10)).iterator().next();
            return Codecs.SAMPLES.decode(record.value()).orThrow();
        }
    }
}
