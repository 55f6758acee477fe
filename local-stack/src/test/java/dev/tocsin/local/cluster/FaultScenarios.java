package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Faults of a cluster under load. Each scenario restores the cluster and returns statistics of the notifications. */
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

    /** {@code kill -9} of random instances. Only notifications sent but not logged are repeated, with the same key. */
    NotificationStats randomKills(int kills) throws Exception {
        var stats = runUnderLoad(ALERTS_PER_SECOND, lease.plusSeconds(2), () -> {
            for (var kill = 0; kill < kills; kill++) {
                sleep(Duration.ofMillis(500 + random.nextInt(2000)));
                cluster.instance(random.nextInt(3)).kill();
                sleep(Duration.ofMillis(random.nextInt(1000)));
                cluster.restore();
            }
        });
        assertThat(stats.duplicated()).as("only in the window: %s", stats).isLessThanOrEqualTo(kills);
        assertThat(stats.duplicatesWithSameKey()).as("by the same key").isEqualTo(stats.duplicated());
        assertThat(stats.maxDelay()).isLessThan(lease.plusSeconds(5));
        return stats;
    }

    /** Pauses random instances with SIGSTOP and SIGCONT. */
    NotificationStats pausedInstances(Duration... lengths) throws Exception {
        var stats = runUnderLoad(ALERTS_PER_SECOND, lease.plusSeconds(6), () -> {
            for (var length : lengths) {
                var paused = cluster.instance(random.nextInt(3));
                paused.pause();
                sleep(length);
                paused.resume();
                sleep(Duration.ofSeconds(2));
                cluster.awaitReady();
            }
        });
        assertThat(stats.duplicated()).as("only in the window: %s", stats).isLessThanOrEqualTo(lengths.length);
        assertThat(stats.duplicatesWithSameKey()).isEqualTo(stats.duplicated());
        return stats;
    }

    /** Kills and restarts the broker. Duplicates were sent without a claim and have the same key. */
    NotificationStats brokerOutage(Duration duration) throws Exception {
        var stats = runUnderLoad(ALERTS_PER_SECOND, lease.plusSeconds(2), () -> {
            sleep(Duration.ofSeconds(2));
            cluster.broker(0).kill();
            sleep(duration);
            cluster.restore();
            sleep(Duration.ofSeconds(2));
        });
        assertThat(stats.duplicatesWithSameKey())
                .as("by the same key: %s", stats)
                .isEqualTo(stats.duplicated());
        assertThat(stats.duplicatesWithoutClaim())
                .as("a claim is used once: %s", stats)
                .isEqualTo(stats.duplicated());
        return stats;
    }

    /** Restarts the broker with an empty disk. All state is lost; later alerts are notified once. */
    NotificationStats brokerDiskLost() throws Exception {
        cluster.broker(0).kill();
        cluster.broker(0).deleteData();
        cluster.broker(0).start();
        cluster.broker(0).awaitReady();
        Eventually.until("the topics are created again", Duration.ofMinutes(5), () -> {
            cluster.configure();
            return true;
        });
        cluster.awaitReady();
        var stats = runUnderLoad(ALERTS_PER_SECOND, lease.plusSeconds(2), () -> sleep(Duration.ofSeconds(10)));
        assertThat(stats.duplicated()).isZero();
        return stats;
    }

    /** Cuts one instance off from Kafka. */
    NotificationStats instanceCutFromKafka(Duration duration) throws Exception {
        return runUnderLoad(ALERTS_PER_SECOND, lease.plusSeconds(2), () -> {
            sleep(Duration.ofSeconds(1));
            cluster.cutFromKafka(1);
            sleep(duration);
            cluster.reconnectToKafka(1);
            cluster.awaitReady();
            sleep(Duration.ofSeconds(1));
        });
    }

    /** Cuts one instance off from the receiver; the others notify instead. */
    NotificationStats instanceCutFromReceiver(Duration duration) throws Exception {
        return runUnderLoad(ALERTS_PER_SECOND, Duration.ofSeconds(20), () -> {
            cluster.receiverProxy(1).cut();
            sleep(duration);
            cluster.receiverProxy(1).heal();
            sleep(Duration.ofSeconds(1));
        });
    }

    /** Restarts every instance gracefully, one after the other. */
    NotificationStats rollingRestart() throws Exception {
        var stats = runUnderLoad(ALERTS_PER_SECOND, lease.plusSeconds(2), () -> {
            for (var one : cluster.all()) {
                one.requestStop();
                assertThat(one.exitCode(Duration.ofSeconds(15))).isZero();
                sleep(Duration.ofSeconds(1));
                cluster.restore();
            }
        });
        assertThat(stats.duplicated()).as("no instance is killed: %s", stats).isZero();
        assertThat(stats.maxDelay()).as("others take over at once: %s", stats).isLessThan(lease);
        return stats;
    }

    /** Kills one of several brokers. */
    NotificationStats oneBrokerKilled(int broker) throws Exception {
        var stats = runUnderLoad(ALERTS_PER_SECOND, lease.plusSeconds(2), () -> {
            sleep(Duration.ofSeconds(2));
            cluster.broker(broker).kill();
            sleep(Duration.ofSeconds(20));
            cluster.restore();
            sleep(Duration.ofSeconds(5));
        });
        assertThat(stats.duplicated())
                .as("another replica becomes leader: %s", stats)
                .isZero();
        return stats;
    }

    /** Runs a fault of one instance that must not cause duplicates. */
    NotificationStats withoutDuplicates(AlertLoad.FaultAction fault) throws Exception {
        var stats = runUnderLoad(ALERTS_PER_SECOND, lease.plusSeconds(2), fault);
        assertThat(stats.duplicated()).isZero();
        return stats;
    }

    /** Posts many new groups in one request. */
    NotificationStats bursts(int groups) throws Exception {
        try (var load = new AlertLoad(cluster, seed)) {
            load.postInOneRequest(groups);
            return assertEachNotifiedOnce(groups, load);
        }
    }

    /** Posts new groups at a rate without faults. */
    NotificationStats steadyLoad(int groups, int perSecond) throws Exception {
        try (var load = new AlertLoad(cluster, seed)) {
            load.postAtRate(groups, perSecond);
            return assertEachNotifiedOnce(groups, load);
        }
    }

    private NotificationStats assertEachNotifiedOnce(int groups, AlertLoad load) throws Exception {
        var stats = load.awaitSettled(lease.plusSeconds(2));
        assertThat(stats.expected()).isEqualTo(groups);
        assertThat(stats.lost()).as("%s", stats).isZero();
        assertThat(stats.duplicated()).as("%s", stats).isZero();
        return stats;
    }

    /** Kills the preferred instance {@code afterPost} after each alert, just before its flush. */
    NotificationStats senderKilled(int trials, Duration afterPost) throws Exception {
        try (var load = new AlertLoad(cluster, seed)) {
            for (var trial = 0; trial < trials; trial++) {
                var group = load.newGroup();
                var sender = cluster.preferredInstance(AlertLoad.alert(group));
                load.post(group, cluster.indexOf(sender) + 1);
                sleep(afterPost);
                sender.kill();
                Eventually.until(
                        "the group is notified",
                        () -> cluster.inbox()
                                        .notificationsOf(AlertLoad.alert(group))
                                        .size()
                                > 0);
                cluster.restore();
            }
            return load.awaitSettled(lease);
        }
    }

    /** Kills the sender after the receiver has accepted a notification, before it answers. It is repeated with the same key. */
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
                        .as("another instance notifies within the lease")
                        .isLessThan(lease);
                cluster.restore();
            }
            return load.awaitSettled(lease);
        }
    }

    private NotificationStats runUnderLoad(int perSecond, Duration quietPeriod, AlertLoad.FaultAction fault)
            throws Exception {
        try (var load = new AlertLoad(cluster, seed)) {
            load.postWhile(perSecond, fault);
            var stats = load.awaitSettled(quietPeriod);
            assertThat(stats.lost()).as("%s", stats).isZero();
            return stats;
        }
    }

    static void sleep(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }
}
