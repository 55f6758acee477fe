package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Short faults of processes and networks: no notification is lost, and duplicates are rare. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultScenariosTest {
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());

    private FaultInjectionCluster cluster;
    private FaultScenarios scenarios;

    @BeforeAll
    void start() {
        cluster = FaultInjectionCluster.start(FaultInjectionCluster.ClusterSpec.QUICK);
        scenarios = new FaultScenarios(cluster, SEED, LEASE);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void noFault() throws Exception {
        print("200 groups, 40 a second", scenarios.steadyLoad(200, 40));
    }

    @Test
    void killedAtRandom() throws Exception {
        print("kill -9 at random", scenarios.randomKills(2));
    }

    @Test
    void pausedForLongerThanTheLease() throws Exception {
        print("SIGSTOP for 5 s, lease 3 s", scenarios.pausedInstances(Duration.ofSeconds(5)));
    }

    @Test
    void brokerOutage() throws Exception {
        var stats = scenarios.brokerOutage(Duration.ofSeconds(5));
        print("broker killed, back after 5 s", stats);
        assertThat(stats.duplicated()).isZero();
    }

    @Test
    void instanceCutOffFromKafka() throws Exception {
        var stats = scenarios.instanceCutFromKafka(Duration.ofSeconds(5));
        print("one instance cut off from Kafka for 5 s", stats);
        assertThat(stats.duplicated()).isLessThanOrEqualTo(1);
    }

    private static void print(String scenario, NotificationStats stats) {
        System.out.printf("%s (-Dfaults.seed=%d): %s%n", scenario, SEED, stats);
    }
}
