package dev.tocsin.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @ParameterizedTest
    @CsvSource({
        "bootstrap.server, bootstrap.servers",
        "securty.protocol, security.protocol",
        "producer.lingerms, linger.ms"
    })
    void misspelledSettingsAreReported(String written, String meant) {
        assertThat(new KafkaSettings(Map.of("bootstrap.servers", "b:1", written, "x")).problems())
                .containsExactly(
                        "kafka.%s is no setting of Kafka's clients; did you mean '%s'?".formatted(written, meant));
    }

    @Test
    void settingsOfPlugInsArePassedOn() {
        assertThat(new KafkaSettings(Map.of("bootstrap.servers", "b:1", "interceptor.team", "a")).problems())
                .isEmpty();
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

    @Test
    void referencesToSecretsAreResolvedForEveryClientAndTheRegistry(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("kafka.properties"), "password=s3cr3t ${env:PATH}\nlogin=ops:s3cr3t\n");
        Files.writeString(folder.resolve("token"), "t0ken\n");
        var file = folder.resolve("kafka.properties");
        var settings = new KafkaSettings(Map.of(
                "bootstrap.servers",
                "a:1",
                "sasl.jaas.config",
                "Module required password=\"${file:%s:password}\";".formatted(file),
                "producer.ssl.key.password",
                "${dir:%s:token}".formatted(folder),
                "client.id",
                "${env:PATH}",
                "ssl.protocol",
                "${other:x}",
                "schema.registry.url",
                "http://${file:%s:login}@registry".formatted(file)));

        assertThat(settings.problems()).isEmpty();
        var jaas = "Module required password=\"s3cr3t ${env:PATH}\";";
        for (var client : List.of(settings.producer(), settings.admin(), settings.consumer())) {
            assertThat(client)
                    .containsEntry("sasl.jaas.config", jaas)
                    .containsEntry("client.id", System.getenv("PATH"))
                    .containsEntry("ssl.protocol", "${other:x}");
        }
        assertThat(settings.streams("a", "b")).containsEntry("sasl.jaas.config", jaas);
        assertThat(settings.producer()).containsEntry("ssl.key.password", "t0ken");
        assertThat(settings.toString()).doesNotContain("s3cr3t", "t0ken");
    }

    @Test
    void samplesAreCompressedUnlessASettingSaysOtherwise() {
        var settings = new KafkaSettings(Map.of("bootstrap.servers", "a:1", "client.id", "x"));
        assertThat(settings.producer()).doesNotContainKey("compression.type").containsEntry("client.id", "x");
        assertThat(settings.samplesProducer())
                .containsEntry("compression.type", "lz4")
                .containsEntry("client.id", "x-samples")
                .containsEntry("acks", "all");
        var other = new KafkaSettings(Map.of("bootstrap.servers", "a:1", "producer.compression.type", "none"));
        assertThat(other.samplesProducer()).containsEntry("compression.type", "none");
    }

    @Test
    void referencesThatCannotBeResolvedAreProblemsWithTheReferenceAndWithoutAValue(@TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("p"), "password=s3cr3t\nurl=http://s3cr3t s3cr3t");
        var settings = new KafkaSettings(Map.of(
                "bootstrap.servers", "a:1",
                "ssl.key.password", "${file:/not/there:password}",
                "sasl.jaas.config", "${file:%s:pasword}".formatted(folder.resolve("p")),
                "client.id", "${env:TOCSIN_NOT_SET}",
                "ssl.truststore.password", "${dir:%s:not-there}".formatted(folder),
                "acks", "${file:%s:password}".formatted(folder.resolve("p")),
                "schema.registry.url", "${file:%s:url}".formatted(folder.resolve("p"))));

        assertThat(settings.problems())
                .hasSize(6)
                .noneMatch(problem -> problem.contains("s3cr3t"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("kafka.ssl.key.password: ${file:/not/there:password} cannot be resolved:"))
                .contains(
                        "kafka.client.id: ${env:TOCSIN_NOT_SET} cannot be resolved: there is no such value",
                        "kafka.sasl.jaas.config: ${file:%s:pasword} cannot be resolved: there is no such value"
                                .formatted(folder.resolve("p")));
    }

    @Test
    void providersThatTheSettingsNameAreUsed(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a"), "x");
        var named = Map.of(
                "bootstrap.servers", "a:1",
                "config.providers", "directory, none",
                "config.providers.directory.class", "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
                "config.providers.directory.param.allowed.paths", folder.toString(),
                "config.providers.none.class", "no.such.Class",
                "client.id", "${directory:%s:a}".formatted(folder));
        var settings = new KafkaSettings(named);
        assertThat(settings.problems())
                .containsExactly(
                        "kafka.config.providers.none.class must name a provider of configuration values that is on the class path");
        assertThat(settings.admin()).containsEntry("client.id", "x").doesNotContainKey("config.providers");
    }
}
