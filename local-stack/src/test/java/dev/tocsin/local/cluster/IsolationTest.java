package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Instances isolated from Kafka report it and follow their policy. */
@Tag("slow")
class IsolationTest {
    private static final Labels ALERT = AlertLoad.alert("cut");

    private FaultInjectionCluster cluster;
    private AlertLoad load;

    @AfterEach
    void stop() {
        load.close();
        cluster.close();
    }

    @Test
    void isolatedNotificationIsMarkedAndLoggedAfterwards() throws Exception {
        startCluster("notify");
        load.post("cut", 0);
        cutAllFromKafka();

        for (var instance : cluster.all()) {
            awaitIsolated(instance, "notifies without claims");
        }
        var notifications = cluster.inbox().await(ALERT, 3);
        assertThat(notifications).allMatch(notification -> notification.isolated());
        assertThat(notifications.stream()
                        .map(notification -> notification.idempotencyKey())
                        .distinct())
                .as("the same key, so that a receiver can deduplicate")
                .hasSize(1);

        reconnectAllToKafka();
        cluster.awaitReady();
        for (var instance : cluster.all()) {
            assertThat(instance.metric("tocsin_isolated")).isZero();
            assertThat(instance.get("/api/v2/status").at("/tocsin/isolated").asBoolean())
                    .isFalse();
            Eventually.until(
                    instance.id() + " logs that it is over",
                    () -> instance.output().contains("This instance reads the cluster log again"));
        }
        // After the restart the information can only come from the log.
        cluster.all().forEach(InstanceProcess::kill);
        cluster.restore();
        Eventually.staysTrue(
                Duration.ofSeconds(7),
                "no notification is repeated",
                () -> cluster.inbox().notificationsOf(ALERT).size() == 3);
    }

    @Test
    void policyHoldNotifiesOnceWhenTheLogIsBack() throws Exception {
        startCluster("hold");
        load.post("cut", 0);
        cutAllFromKafka();

        for (var instance : cluster.all()) {
            awaitIsolated(instance, "sends nothing until it is back");
        }
        Eventually.staysTrue(
                Duration.ofSeconds(5),
                "no notification is sent",
                () -> cluster.inbox().notificationsOf(ALERT).isEmpty());

        reconnectAllToKafka();
        var notifications = cluster.inbox().awaitExactly(ALERT, 1);
        assertThat(notifications.get(0).isolated()).isFalse();
    }

    private void startCluster(String policy) {
        cluster = FaultInjectionCluster.start(FaultInjectionCluster.ClusterSpec.QUICK.withSettings(
                "isolation: {grace: 3s, policy: %s}\n".formatted(policy)));
        load = new AlertLoad(cluster, 1);
    }

    private static void awaitIsolated(InstanceProcess instance, String does) throws Exception {
        Eventually.until(
                instance.id() + " says that it is cut off",
                () -> instance.get("/api/v2/status").at("/tocsin/isolated").asBoolean());
        assertThat(instance.metric("tocsin_isolated")).isEqualTo(1);
        assertThat(instance.metric("tocsin_log_unseen_seconds")).isGreaterThan(3);
        assertThat(instance.output())
                .contains("This instance has not seen the cluster log for longer than isolation.grace");
        var ready = instance.getResponse("/-/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("cut off from the cluster log").contains(does);
    }

    private void cutAllFromKafka() {
        for (var instance = 0; instance < 3; instance++) {
            cluster.cutFromKafka(instance);
        }
    }

    private void reconnectAllToKafka() {
        for (var instance = 0; instance < 3; instance++) {
            cluster.reconnectToKafka(instance);
        }
    }
}
