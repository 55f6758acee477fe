package dev.tocsin.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaSettingsTest {
    @ParameterizedTest
    @CsvSource({"delivery.timeout.ms, 145001, 150001 ms together", "max.block.ms, soon, must be numbers"})
    void timesOfTheProducerThatOutliveAClaimAreRefused(String name, String value, String problem) {
        assertThat(new KafkaSettings(Map.of("bootstrap.servers", "b:1", name, value)).problems())
                .singleElement()
                .asString()
                .contains(problem);
    }

    @Test
    void settingsOfGuaranteesAreRefusedAndAllProblemsAreReported() {
        var settings = new KafkaSettings(Map.of(
                "producer.acks", "1", "processing.guarantee", "exactly_once_v2", "state.dir", "/x", "linger.ms", "5"));
        assertThat(settings.problems())
                .containsExactly(
                        "kafka.bootstrap.servers is missing: set it to the brokers, such as kafka-1:9092,kafka-2:9092",
                        "kafka.processing.guarantee is 'exactly_once_v2', but Tocsin needs 'at_least_once': remove it",
                        "kafka.producer.acks is '1', but Tocsin needs 'all': remove it",
                        "kafka.state.dir is '/x', but is set by Tocsin: remove it");
    }

    @Test
    void prefixesLimitSettingsToTheirClient() {
        var settings = new KafkaSettings(Map.of(
                "bootstrap.servers", "a:1",
                "security.protocol", "SSL",
                "producer.linger.ms", "5",
                "admin.request.timeout.ms", "1000",
                "delivery.timeout.ms", "20000"));
        assertThat(settings.problems()).isEmpty();
        assertThat(settings.producer())
                .containsEntry("bootstrap.servers", "a:1")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("linger.ms", "5")
                .containsEntry("delivery.timeout.ms", "20000")
                .containsEntry("request.timeout.ms", "5000")
                .containsEntry("acks", "all");
        assertThat(settings.admin()).containsEntry("request.timeout.ms", "1000");
        assertThat(settings.streams("app", "/state"))
                .containsEntry("application.id", "app")
                .containsEntry("processing.guarantee", "at_least_once")
                .containsEntry("producer.linger.ms", "5");
    }
}
