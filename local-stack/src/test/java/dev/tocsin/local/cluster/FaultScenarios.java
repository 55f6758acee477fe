package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** What is done to a cluster while people's alerts go on; each fault leaves the cluster as it was, and tells what was heard. */
final class FaultScenarios {
    private static final int ALERTS_PER_SECOND = 10;

    private final FaultInjectionCluster cluster;
    private final long seed;
    private final Random random;
    private final Duration lease;

    FaultScenarios(FaultInjectionCluster cluster, long seed, Duration lease) {
        this.cluster = cluster;
        this.seed = seed;
        this.random = new Random(seed);
        this.lease = lease;
    }

    /** {@code kill -9} of random instances at random moments: only what was between send and log comes twice, by one key. */
    NotificationStats randomKills(int kills) throws Exception {
        var tally = runUnderLoad(ALERTS_PER_SECOND, lease.plusSeconds(2), () -> {
            for (var kill = 0; kill < kills; kill++) {
                sleep(Duration.ofMillis(500 + random.nextInt(2000)));
                cluster.instance(random.nextInt(3)).kill();
                sleep(Duration.ofMillis(random.nextInt(1000)));
                cluster.restore();
            }
        });
        assertThat(tally.duplicated()).as("only in the window: %s", tally).isLessThanOrEqualTo(kills);
        assertThat(tally.duplicatesWithSameKey()).as("by the same key").isEqualTo(tally.duplicated());
        assertThat(tally.maxDelay()).isLessThan(lease.plusSeconds(5));
        return tally;
    }

    /** SIGSTOP and SIGCONT of one instance after the other. */
    NotificationStats pausedInstances(Duration... lengths) throws Exception {
        var tally = runUnderLoad(ALERTS_PER_SECOND, lease.plusSeconds(6), () -> {
            for (var length : lengths) {
                var sleeper = cluster.instance(random.nextInt(3));
                sleeper.pause();
                sleep(length);
                sleeper.resume();
                sleep(Duration.ofSeconds(2));
                cluster.awaitReady();
            }
        });
        assertThat(tally.duplicated()).as("only in the window: %s", tally).isLessThanOrEqualTo(lengths.length);
        assertThat(tally.duplicatesWithSameKey()).isEqualTo(tally.duplicated());
        return tally;
    }

    /** The broker is killed and comes back on its disk: what comes twice was sent without a claim, and by one key. */
    NotificationStats brokerOutage(Duration span) throws Exception {
        var tally = runUnderLoad(ALERTS_PER_SECOND, lease.plusSeconds(2), () -> {
            sleep(Duration.ofSeconds(2));
            cluster.broker(0).kill();
            sleep(span);
            cluster.restore();
            sleep(Duration.ofSeconds(2));
        });
        assertThat(tally.duplicatesWithSameKey())
                .as("by the same key: %s", tally)
                .isEqualTo(tally.duplicated());
        assertThat(tally.duplicatesWithoutClaim())
                .as("a claim is used once: %s", tally)
                .isEqualTo(tally.duplicated());
        return tally;
    }

    /** The broker comes back with an empty disk: what was known is gone, what is told from now on is told once. */
    NotificationStats brokerDiskLost() throws Exception {
        cluster.broker(0).kill();
        cluster.broker(0).deleteData();
        cluster.broker(0).start();
        cluster.broker(0).awaitReady();
        Eventually.until("the topics are there again", Duration.ofMinutes(5), () -> {
            cluster.configure();
            return true;
        });
        cluster.awaitReady();
        var tally = runUnderLoad(ALERTS_PER_SECOND, lease.plusSeconds(2), () -> sleep(Duration.ofSeconds(10)));
        assertThat(tally.duplicated()).isZero();
        return tally;
    }

    /** One instance can not reach Kafka; the others go on. */
    NotificationStats instanceCutFromKafka(Duration span) throws Exception {
        return runUnderLoad(ALERTS_PER_SECOND, lease.plusSeconds(2), () -> {
            sleep(Duration.ofSeconds(1));
            cluster.cutFromKafka(1);
            sleep(span);
            cluster.reconnectToKafka(1);
            cluster.awaitReady();
            sleep(Duration.ofSeconds(1));
        });
    }

    /** One instance can not reach the receiver; the others tell in its place. */
    NotificationStats instanceCutFromReceiver(Duration span) throws Exception {
        return runUnderLoad(ALERTS_PER_SECOND, Duration.ofSeconds(20), () -> {
            cluster.receiverProxy(1).cut();
            sleep(span);
            cluster.receiverProxy(1).heal();
            sleep(Duration.ofSeconds(1));
        });
    }

    /** Each in turn is asked to leave, and comes back. */
    NotificationStats rollingRestart() throws Exception {
        var tally = runUnderLoad(ALERTS_PER_SECOND, lease.plusSeconds(2), () -> {
            for (var one : cluster.all()) {
                one.requestStop();
                assertThat(one.exitCode(Duration.ofSeconds(15))).isZero();
                sleep(Duration.ofSeconds(1));
                cluster.restore();
            }
        });
        assertThat(tally.duplicated()).as("nobody is killed: %s", tally).isZero();
        assertThat(tally.maxDelay()).as("others take over at once: %s", tally).isLessThan(lease);
        return tally;
    }

    /** One of several brokers dies. */
    NotificationStats oneBrokerKilled(int which) throws Exception {
        var tally = runUnderLoad(ALERTS_PER_SECOND, lease.plusSeconds(2), () -> {
            sleep(Duration.ofSeconds(2));
            cluster.broker(which).kill();
            sleep(Duration.ofSeconds(20));
            cluster.restore();
            sleep(Duration.ofSeconds(5));
        });
        assertThat(tally.duplicated())
                .as("the log has other leaders: %s", tally)
                .isZero();
        return tally;
    }

    /** What is done to one instance while the others see to everything. */
    NotificationStats withoutDuplicates(AlertLoad.FaultAction ordeal) throws Exception {
        var tally = runUnderLoad(ALERTS_PER_SECOND, lease.plusSeconds(2), ordeal);
        assertThat(tally.duplicated()).isZero();
        return tally;
    }

    /** All at once, again and again. */
    NotificationStats bursts(int groups) throws Exception {
        try (var load = new AlertLoad(cluster, seed)) {
            load.postInOneRequest(groups);
            return assertEachNotifiedOnce(groups, load);
        }
    }

    /** So many new groups at a rate, and nothing happens. */
    NotificationStats steadyLoad(int groups, int perSecond) throws Exception {
        try (var load = new AlertLoad(cluster, seed)) {
            load.postAtRate(groups, perSecond);
            return assertEachNotifiedOnce(groups, load);
        }
    }

    private NotificationStats assertEachNotifiedOnce(int groups, AlertLoad load) throws Exception {
        var tally = load.awaitSettled(lease.plusSeconds(2));
        assertThat(tally.expected()).isEqualTo(groups);
        assertThat(tally.lost()).as("%s", tally).isZero();
        assertThat(tally.duplicated()).as("%s", tally).isZero();
        return tally;
    }

    /** Who would have told is killed a moment before the flush, or so long after it, while the receiver hesitates. */
    NotificationStats senderKilled(int trials, Duration afterPost) throws Exception {
        try (var load = new AlertLoad(cluster, seed)) {
            for (var trial = 0; trial < trials; trial++) {
                var group = load.newGroup();
                var sender = cluster.preferredInstance(AlertLoad.alert(group));
                load.post(group, cluster.indexOf(sender) + 1);
                sleep(afterPost);
                sender.kill();
                Eventually.until(
                        "it is told",
                        () -> cluster.inbox()
                                        .notificationsOf(AlertLoad.alert(group))
                                        .size()
                                > 0);
                cluster.restore();
            }
            return load.awaitSettled(lease);
        }
    }

    /** Who sends dies between the receiver's taking it and its answer: it comes once more, by the same key. */
    NotificationStats senderKilledWhileSending(int trials) throws Exception {
        try (var load = new AlertLoad(cluster, seed)) {
            for (var trial = 0; trial < trials; trial++) {
                var group = load.newGroup();
                var sender = cluster.preferredInstance(AlertLoad.alert(group));
                cluster.inbox().delayResponses(Duration.ofSeconds(2));
                load.post(group, cluster.indexOf(sender) + 1);
                cluster.inbox().await(AlertLoad.alert(group), 1);
                sender.kill();
                var killed = System.nanoTime();
                cluster.inbox().delayResponses(Duration.ZERO);
                cluster.inbox().await(AlertLoad.alert(group), 2);
                assertThat(Duration.ofNanos(System.nanoTime() - killed))
                        .as("somebody else tells within the lease")
                        .isLessThan(lease);
                cluster.restore();
            }
            return load.awaitSettled(lease);
        }
    }

    private NotificationStats runUnderLoad(int perSecond, Duration late, AlertLoad.FaultAction ordeal)
            throws Exception {
        try (var load = new AlertLoad(cluster, seed)) {
            load.postWhile(perSecond, ordeal);
            var tally = load.awaitSettled(late);
            assertThat(tally.lost()).as("%s", tally).isZero();
            return tally;
        }
    }

    static void sleep(Duration span) {
        LockSupport.parkNanos(span.toNanos());
    }
}
