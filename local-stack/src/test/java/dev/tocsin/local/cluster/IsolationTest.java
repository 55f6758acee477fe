package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is cut off from Kafka says so, and does as its policy is. */
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
    void whoNotifiesMarksItAndTheLogKnowsOnceItIsBack() throws Exception {
        startCluster("notify");
        load.post("cut", 0);
        cutAllFromKafka();

        for (var one : cluster.all()) {
            awaitIsolated(one, "notifies without claims");
        }
        var told = cluster.inbox().await(ALERT, 3);
        assertThat(told).allMatch(delivery -> delivery.isolated());
        assertThat(told.stream().map(delivery -> delivery.idempotencyKey()).distinct())
                .as("by one key, so that a receiver can tell")
                .hasSize(1);

        reconnectAllToKafka();
        cluster.awaitReady();
        for (var one : cluster.all()) {
            assertThat(one.metric("tocsin_isolated")).isZero();
            assertThat(one.get("/api/v2/status").at("/tocsin/isolated").asBoolean())
                    .isFalse();
            Eventually.until(
                    one.id() + " logs that it is over", () -> one.output().contains("The cluster log is back"));
        }
        // Only the log can know it after this.
        cluster.all().forEach(InstanceProcess::kill);
        cluster.restore();
        Eventually.staysTrue(
                Duration.ofSeconds(7),
                "nobody tells again",
                () -> cluster.inbox().notificationsOf(ALERT).size() == 3);
    }

    @Test
    void whoHoldsTellsNobodyUntilTheLogIsBackAndThenOnce() throws Exception {
        startCluster("hold");
        load.post("cut", 0);
        cutAllFromKafka();

        for (var one : cluster.all()) {
            awaitIsolated(one, "notifies nobody until it is back");
        }
        Eventually.staysTrue(
                Duration.ofSeconds(5),
                "nobody is told",
                () -> cluster.inbox().notificationsOf(ALERT).isEmpty());

        reconnectAllToKafka();
        var told = cluster.inbox().awaitExactly(ALERT, 1);
        assertThat(told.get(0).isolated()).isFalse();
    }

    private void startCluster(String policy) {
        cluster = FaultInjectionCluster.start(FaultInjectionCluster.ClusterSpec.QUICK.withSettings(
                "isolation: {grace: 3s, policy: %s}\n".formatted(policy)));
        load = new AlertLoad(cluster, 1);
    }

    private static void awaitIsolated(InstanceProcess one, String does) throws Exception {
        Eventually.until(
                one.id() + " says that it is cut off",
                () -> one.get("/api/v2/status").at("/tocsin/isolated").asBoolean());
        assertThat(one.metric("tocsin_isolated")).isEqualTo(1);
        assertThat(one.metric("tocsin_log_unseen_seconds")).isGreaterThan(3);
        assertThat(one.output()).contains("Cut off from the cluster log");
        var ready = one.getResponse("/-/ready");
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
