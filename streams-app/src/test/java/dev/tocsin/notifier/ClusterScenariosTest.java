package dev.tocsin.notifier;

import static dev.tocsin.notifier.AcceptanceSupport.assertReceived;
import static dev.tocsin.notifier.AcceptanceSupport.config;
import static dev.tocsin.notifier.AcceptanceSupport.everySecond;
import static dev.tocsin.notifier.TestCluster.TestAlert.alert;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Alertmanager's acceptance tests of clusters, with their original times, and a cluster with a dead receiver. */
class ClusterScenariosTest {
    /** Runs much longer than the original, which ends before the other instances would send. */
    @Test
    void clusterNotifiesOnce() {
        var cluster = new TestCluster(3, everySecond("").replace("1ms", "1h"));
        cluster.post(1, alert("test1"));
        cluster.runUntil(240);
        assertReceived(cluster.receiver(0), 2, "test1 from 1");
    }

    @Test
    void removedConfigurationActsAtOnceAndAlertsAreKeptForTheNextOne() {
        var yaml = everySecond("").replace("1ms", "1h");
        var cluster = new TestCluster(3, yaml);
        cluster.removeConfiguration(1.5);
        cluster.post(1, alert("test1"));
        cluster.runUntil(60);
        assertThat(cluster.receiver(0).received).isEmpty();
        cluster.configure(60, yaml);
        cluster.runUntil(70);
        assertThat(cluster.receiver(0).received).hasSize(1);
    }

    @Test
    void removedConfigurationEndsAttemptsAtADeadReceiver() {
        var cluster = new TestCluster(3, everySecond("").replace("1ms", "1h"));
        cluster.receiver(0).fails = at -> true;
        cluster.post(1, alert("test1"));
        cluster.removeConfiguration(20);
        cluster.runUntil(21);
        var attempts = cluster.receiver(0).attempts;
        cluster.runUntil(600);
        assertThat(attempts).isPositive();
        assertThat(cluster.receiver(0).attempts).isEqualTo(attempts);
    }

    @Test
    void clusterSendsTheSameAsOneInstance() {
        var one = new TestCluster(1, everySecond("alertname").replace("1ms", "1h"));
        var three = new TestCluster(3, everySecond("alertname").replace("1ms", "1h"));
        for (var cluster : List.of(one, three)) {
            for (var at = 0; at <= 8; at += 2) {
                cluster.post(at, alert("test1-" + at).from(at + 0.1));
            }
            cluster.runUntil(13);
        }
        assertThat(three.receiver(0).received).hasSize(5);
        assertThat(three.receiver(0).received)
                .extracting(TestCluster.ReceivedNotification::alerts)
                .isEqualTo(one.receiver(0).received.stream()
                        .map(TestCluster.ReceivedNotification::alerts)
                        .toList());
    }

    /** All instances try the dead receiver again and again; the other receiver is notified in time, once. */
    @Test
    void deadReceiverOfThousandGroupsDelaysNoOther() {
        var groups = 1_000;
        var cluster = new TestCluster(
                3,
                config(
                        "group_by: [lbl]\ngroup_wait: 1s\ngroup_interval: 30s\nrepeat_interval: 1h",
                        "send_resolved: true",
                        "send_resolved: true"));
        cluster.receiver(1).fails = at -> true;
        cluster.receiver(1).responseTime = java.time.Duration.ofDays(1);
        for (var i = 0; i < groups; i++) {
            cluster.post(1, alert("test", "lbl", "v" + i));
        }
        cluster.runUntil(5);
        assertThat(cluster.receiver(0).received).hasSize(groups);
        assertThat(cluster.receiver(0).received).allMatch(arrival -> arrival.at() < 3);

        cluster.runUntil(125);
        assertThat(cluster.receiver(0).received).as("no duplicates").hasSize(groups);
        assertThat(cluster.receiver(1).received).isEmpty();
        assertThat(cluster.receiver(1).attempts)
                .as("attempts per group and interval")
                .isBetween(groups, groups * 8);
    }
}
