package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is cut off from Kafka says so, and does as its policy is. */
class IsolationTest {
    private static final Labels ALERT = Load.alert("cut");

    private FaultyCluster cluster;
    private Load load;

    @AfterEach
    void stop() {
        load.close();
        cluster.close();
    }

    @Test
    void whoNotifiesMarksItAndTheLogKnowsOnceItIsBack() throws Exception {
        begin("notify");
        load.post("cut", 0);
        cutAll();

        for (var one : cluster.all()) {
            awaitIsolated(one, "notifies without claims");
        }
        var told = cluster.inbox().await(ALERT, 3);
        assertThat(told).allMatch(delivery -> delivery.isolated());
        assertThat(told.stream().map(delivery -> delivery.idempotencyKey()).distinct())
                .as("by one key, so that a receiver can tell")
                .hasSize(1);

        mendAll();
        cluster.awaitReady();
        for (var one : cluster.all()) {
            assertThat(one.metric("tocsin_isolated")).isZero();
            assertThat(one.get("/api/v2/status").at("/tocsin/isolated").asBoolean())
                    .isFalse();
            Eventually.until(
                    one.id() + " logs that it is over", () -> one.printed().contains("The cluster log is back"));
        }
        // Only the log can know it after this.
        cluster.all().forEach(InstanceProcess::kill);
        cluster.restore();
        Eventually.staysTrue(
                Duration.ofSeconds(7),
                "nobody tells again",
                () -> cluster.inbox().of(ALERT).size() == 3);
    }

    @Test
    void whoHoldsTellsNobodyUntilTheLogIsBackAndThenOnce() throws Exception {
        begin("hold");
        load.post("cut", 0);
        cutAll();

        for (var one : cluster.all()) {
            awaitIsolated(one, "notifies nobody until it is back");
        }
        Eventually.staysTrue(
                Duration.ofSeconds(5),
                "nobody is told",
                () -> cluster.inbox().of(ALERT).isEmpty());

        mendAll();
        var told = cluster.inbox().awaitOnly(ALERT, 1);
        assertThat(told.get(0).isolated()).isFalse();
    }

    private void begin(String policy) {
        cluster = FaultyCluster.start(
                FaultyCluster.Shape.QUICK.with("isolation: {grace: 3s, policy: %s}\n".formatted(policy)));
        load = new Load(cluster, 1);
    }

    private static void awaitIsolated(InstanceProcess one, String does) throws Exception {
        Eventually.until(
                one.id() + " says that it is cut off",
                () -> one.get("/api/v2/status").at("/tocsin/isolated").asBoolean());
        assertThat(one.metric("tocsin_isolated")).isEqualTo(1);
        assertThat(one.metric("tocsin_log_unseen_seconds")).isGreaterThan(3);
        assertThat(one.printed()).contains("Cut off from the cluster log");
        var ready = one.ask("/-/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("cut off from the cluster log").contains(does);
    }

    private void cutAll() {
        for (var instance = 0; instance < 3; instance++) {
            cluster.cutFromKafka(instance);
        }
    }

    private void mendAll() {
        for (var instance = 0; instance < 3; instance++) {
            cluster.mendToKafka(instance);
        }
    }
}
