package dev.tocsin.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.kafka.Topics;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class ExternalTopicProducerTest {
    private static final Topics TOPICS =
            new Topics(new Topics.Settings("tocsin.", -1, 4, Duration.ofHours(6), Duration.ofDays(400)));

    private final MockProducer<String, String> producer =
            new MockProducer<>(true, null, new StringSerializer(), new StringSerializer());

    @Test
    void publishGivesThePosition() throws Exception {
        try (var publisher = new ExternalTopicProducer(() -> producer, TOPICS)) {
            var position = publisher.publish("external", "key", "value").get(10, TimeUnit.SECONDS);
            assertThat(position.topic()).isEqualTo("external");
            assertThat(producer.history()).containsExactly(new ProducerRecord<>("external", "key", "value"));
        }
    }

    @Test
    void publishGivesTheError() {
        producer.sendException = new InvalidTopicException("external");
        try (var publisher = new ExternalTopicProducer(() -> producer, TOPICS)) {
            assertThatThrownBy(
                            () -> publisher.publish("external", "key", "value").get(10, TimeUnit.SECONDS))
                    .hasMessageContaining("external");
        }
    }

    @Test
    void topicsOfTheClusterAreReserved() {
        try (var publisher = new ExternalTopicProducer(() -> producer, TOPICS)) {
            assertThat(publisher.isReserved(TOPICS.clusterLog().name())).isTrue();
            assertThat(publisher.isReserved(TOPICS.rules().name())).isTrue();
            assertThat(publisher.isReserved("external")).isFalse();
        }
    }
}
