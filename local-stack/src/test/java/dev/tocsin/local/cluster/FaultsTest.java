package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Faults of processes and networks, briefly: nothing is lost, and hardly anything told twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());

    private FaultyCluster cluster;
    private Faults faults;

    @BeforeAll
    void start() {
        cluster = FaultyCluster.start(FaultyCluster.Shape.QUICK);
        faults = new Faults(cluster, SEED, LEASE);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void nothingHappens() throws Exception {
        say("200 groups, 40 a second", faults.steady(200, 40));
    }

    @Test
    void killedAtRandom() throws Exception {
        say("kill -9 at random", faults.killsAtRandom(2));
    }

    @Test
    void pausedForLongerThanTheLease() throws Exception {
        say("SIGSTOP for 5 s, lease 3 s", faults.pauses(Duration.ofSeconds(5)));
    }

    @Test
    void theBrokerIsGoneForAMoment() throws Exception {
        var tally = faults.brokerGone(Duration.ofSeconds(5));
        say("broker killed, back after 5 s", tally);
        assertThat(tally.duplicated()).isZero();
    }

    @Test
    void oneInstanceIsCutOffFromKafkaForAMoment() throws Exception {
        var tally = faults.cutFromKafka(Duration.ofSeconds(5));
        say("one instance cut off from Kafka for 5 s", tally);
        assertThat(tally.duplicated()).isLessThanOrEqualTo(1);
    }

    private static void say(String what, Tally tally) {
        System.out.printf("%s (-Dfaults.seed=%d): %s%n", what, SEED, tally);
    }
}
