package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.broker.Ports;
import dev.tocsin.local.broker.WithBroker;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How instances end: gracefully when they are asked to, with a sentence when they can not even start. */
@WithBroker
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstanceShutdownTest {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration START_FAILURE_TIMEOUT = Duration.ofSeconds(30);

    private ThreeInstances cluster;

    @TempDir
    private Path dir;

    @BeforeAll
    void start(Broker broker) {
        cluster = ThreeInstances.start(broker, "stop");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void whoIsAskedToStopDoesSoWithSuccessAndTheOthersTakeOver() throws Exception {
        var alert = Labels.of("alertname", "Posted", "group", "stopped");
        var leaving = cluster.preferredInstance(alert);
        var staying = cluster.all().stream().filter(one -> one != leaving).toList();

        leaving.requestStop();
        assertThat(leaving.exitCode(STOP_TIMEOUT)).as(leaving.output()).isZero();
        for (var one : staying) {
            Eventually.until(
                    one.id() + " knows that somebody has left, before the member's timeout of 3 s says so",
                    Duration.ofSeconds(1),
                    () -> one.metric("tocsin_members") == 2);
        }
        staying.get(0).postAlert(alert);
        var told = cluster.inbox().awaitExactly(alert, 1);

        assertThat(told.get(0).instance()).isNotEqualTo(leaving.id());
        leaving.start();
        cluster.awaitReady();
    }

    @Test
    void whatIsBeingToldWhenTheTellerIsAskedToStopIsToldOnce() throws Exception {
        var alert = Labels.of("alertname", "Posted", "group", "under-way");
        var leaving = cluster.preferredInstance(alert);
        cluster.inbox().delayResponses(Duration.ofSeconds(2));
        cluster.instance(0).postAlert(alert);
        cluster.inbox().await(alert, 1);

        leaving.requestStop();
        assertThat(leaving.exitCode(STOP_TIMEOUT)).isZero();
        cluster.inbox().delayResponses(Duration.ZERO);

        Eventually.staysTrue(
                Duration.ofSeconds(6),
                "told once, though the lease of the teller would have lapsed by now",
                () -> cluster.inbox().notificationsOf(alert).size() == 1);
        leaving.start();
        cluster.awaitReady();
    }

    /** The log has forgotten it meanwhile, so it can come from nowhere but the disk; who is killed has lost it. */
    @Test
    void whoHasLeftKnowsFromItsDiskWhatItKnew() throws Exception {
        var leaving = cluster.instance(0);
        var silence = leaving.silence(SilenceRequest.of("kept"));
        leaving.requestStop();
        assertThat(leaving.exitCode(STOP_TIMEOUT)).as(leaving.output()).isZero();
        var log = cluster.topics().clusterLog();
        var acknowledged = TopicRecords.of(cluster.broker(), log).last("silence/" + silence);
        TopicRecords.deleteRecordsBefore(cluster.broker(), log, acknowledged.offset() + 1);
        assertThat(TopicRecords.of(cluster.broker(), log).latestValues("silence/", Codecs.SILENCE))
                .doesNotContainKey(silence);

        leaving.start();
        cluster.awaitReady();
        assertThat(leaving.get("/api/v2/silence/" + silence).at("/status/state").asText())
                .isEqualTo("active");
    }

    @Test
    void aPortThatIsTakenIsASentenceAndAFailure() throws Exception {
        try (var second = instance("second", cluster.instance(0).port(), cluster.broker())) {
            second.start();
            assertThat(second.exitCode(START_FAILURE_TIMEOUT)).isNotZero();
            assertThat(second.output())
                    .contains("127.0.0.1:" + cluster.instance(0).port());
            assertThat(second.output()).doesNotContain("\tat ");
        }
    }

    @Test
    void settingsThatAreWrongAreAllToldAtOnce() throws Exception {
        var settings = "http: {listen: nowhere}\nclaim: {lease: soon}\nkafak: {}\n";
        try (var wrong = new InstanceProcess("wrong", 1, dir, settings)) {
            wrong.start();
            assertThat(wrong.exitCode(START_FAILURE_TIMEOUT)).isNotZero();
            assertThat(wrong.output())
                    .contains("http.listen", "claim.lease", "kafak")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void withoutKafkaAnInstanceLivesAndSaysWhyItIsNotReadyAndStopsWhenAsked() throws Exception {
        try (var alone = instance("alone", Ports.randomFree(), "127.0.0.1:" + Ports.randomFree())) {
            alone.start();
            var answer = Eventually.until(
                    "it says what it lacks",
                    () -> alone.getResponse("/-/ready"),
                    ready -> ready.statusCode() == 503 && ready.body().contains("Kafka"));
            assertThat(answer.body()).contains("not restored yet");
            assertThat(alone.getResponse("/-/healthy").statusCode()).isEqualTo(200);
            alone.requestStop();
            assertThat(alone.exitCode(STOP_TIMEOUT)).as(alone.output()).isZero();
        }
    }

    @Test
    void whileTheBrokersNameIsNotKnownAnInstanceLivesAndSaysSo() throws Exception {
        try (var nameless = instance("nameless", Ports.randomFree(), "kafka.invalid:9092")) {
            nameless.start();
            Eventually.until(
                    "it says what it lacks",
                    () -> nameless.getResponse("/-/ready"),
                    ready -> ready.statusCode() == 503 && ready.body().contains("bootstrap"));
            nameless.requestStop();
            assertThat(nameless.exitCode(STOP_TIMEOUT)).as(nameless.output()).isZero();
        }
    }

    private InstanceProcess instance(String id, int port, String broker) {
        return new InstanceProcess(id, port, dir, """
                instance: {id: %s}
                http: {listen: "127.0.0.1:%d"}
                state: {dir: '%s'}
                kafka: {bootstrap.servers: "%s"}
                """.formatted(id, port, dir.resolve(id), broker));
    }
}
