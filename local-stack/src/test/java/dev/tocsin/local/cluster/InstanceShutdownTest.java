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

/** Graceful shutdown of instances, and errors at their start. */
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
    void stoppedInstanceExitsWithSuccessAndOthersTakeOver() throws Exception {
        var alert = Labels.of("alertname", "Posted", "group", "stopped");
        var stopped = cluster.preferredInstance(alert);
        var others = cluster.all().stream().filter(one -> one != stopped).toList();

        stopped.requestStop();
        assertThat(stopped.exitCode(STOP_TIMEOUT)).as(stopped.output()).isZero();
        for (var one : others) {
            Eventually.until(
                    one.id() + " sees that an instance has left, before the member's timeout of 3 s says so",
                    Duration.ofSeconds(1),
                    () -> one.metric("tocsin_members") == 2);
        }
        others.get(0).postAlert(alert);
        var notifications = cluster.inbox().awaitExactly(alert, 1);

        assertThat(notifications.get(0).instance()).isNotEqualTo(stopped.id());
        stopped.start();
        cluster.awaitReady();
    }

    @Test
    void notificationInProgressAtShutdownIsSentOnce() throws Exception {
        var alert = Labels.of("alertname", "Posted", "group", "under-way");
        var stopped = cluster.preferredInstance(alert);
        cluster.inbox().delayResponses(Duration.ofSeconds(2));
        cluster.instance(0).postAlert(alert);
        cluster.inbox().await(alert, 1);

        stopped.requestStop();
        assertThat(stopped.exitCode(STOP_TIMEOUT)).isZero();
        cluster.inbox().delayResponses(Duration.ZERO);

        Eventually.staysTrue(
                Duration.ofSeconds(6),
                "notified once, although the lease of the sender has expired",
                () -> cluster.inbox().notificationsOf(alert).size() == 1);
        stopped.start();
        cluster.awaitReady();
    }

    /** The log is truncated meanwhile, so the state can only come from the disk. A killed instance would lose it. */
    @Test
    void restartedInstanceReadsItsStateFromDisk() throws Exception {
        var stopped = cluster.instance(0);
        var silence = stopped.silence(SilenceRequest.of("kept"));
        stopped.requestStop();
        assertThat(stopped.exitCode(STOP_TIMEOUT)).as(stopped.output()).isZero();
        var log = cluster.topics().clusterLog().name();
        var acknowledged = TopicRecords.of(cluster.broker(), log).last("silence/" + silence);
        TopicRecords.deleteRecordsBefore(cluster.broker(), log, acknowledged.offset() + 1);
        assertThat(TopicRecords.of(cluster.broker(), log).latestValues("silence/", Codecs.SILENCE))
                .doesNotContainKey(silence);

        stopped.start();
        cluster.awaitReady();
        assertThat(stopped.get("/api/v2/silence/" + silence).at("/status/state").asText())
                .isEqualTo("active");
    }

    @Test
    void portInUseIsReportedAndFails() throws Exception {
        try (var second = instance("second", cluster.instance(0).port(), cluster.broker())) {
            second.start();
            assertThat(second.exitCode(START_FAILURE_TIMEOUT)).isNotZero();
            assertThat(second.output())
                    .contains("127.0.0.1:" + cluster.instance(0).port());
            assertThat(second.output()).doesNotContain("\tat ");
        }
    }

    @Test
    void allSettingsErrorsAreReported() throws Exception {
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
    void withoutKafkaAnInstanceReportsWhyItIsNotReadyAndStops() throws Exception {
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
    void unresolvableBrokerNameIsReported() throws Exception {
        try (var instance = instance("instance", Ports.randomFree(), "kafka.invalid:9092")) {
            instance.start();
            Eventually.until(
                    "it says what it lacks",
                    () -> instance.getResponse("/-/ready"),
                    ready -> ready.statusCode() == 503 && ready.body().contains("bootstrap"));
            instance.requestStop();
            assertThat(instance.exitCode(STOP_TIMEOUT)).as(instance.output()).isZero();
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
