package dev.tocsin.notifier;

import static dev.tocsin.notifier.AcceptanceSupport.assertReceived;
import static dev.tocsin.notifier.AcceptanceSupport.config;
import static dev.tocsin.notifier.AcceptanceSupport.everySecond;
import static dev.tocsin.notifier.TestCluster.TestAlert.alert;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Alertmanager's own acceptance scenarios of clusters, with real times, and what a dead receiver does to one. */
class ClusterScenariosTest {
    /** Run for much longer than the original, which stops before the others would have sent. */
    @Test
    void aClusterTellsOnce() {
        var world = new TestCluster(3, everySecond("").replace("1ms", "1h"));
        world.post(1, alert("test1"));
        world.runUntil(240);
        assertReceived(world.receiver(0), 2, "test1 from 1");
    }

    @Test
    void aClusterTellsWhatOneInstanceTells() {
        var one = new TestCluster(1, everySecond("alertname").replace("1ms", "1h"));
        var three = new TestCluster(3, everySecond("alertname").replace("1ms", "1h"));
        for (var world : List.of(one, three)) {
            for (var at = 0; at <= 8; at += 2) {
                world.post(at, alert("test1-" + at).from(at + 0.1));
            }
            world.runUntil(13);
        }
        assertThat(three.receiver(0).received).hasSize(5);
        assertThat(three.receiver(0).received)
                .extracting(TestCluster.ReceivedNotification::alerts)
                .isEqualTo(one.receiver(0).received.stream()
                        .map(TestCluster.ReceivedNotification::alerts)
                        .toList());
    }

    /** The dead one is tried by all, again and again; the other is told on time, once, and nothing piles up. */
    @Test
    void aDeadReceiverOfAThousandGroupsDelaysNobody() {
        var groups = 1_000;
        var world = new TestCluster(
                3,
                config(
                        "group_by: [lbl]\ngroup_wait: 1s\ngroup_interval: 30s\nrepeat_interval: 1h",
                        "send_resolved: true",
                        "send_resolved: true"));
        world.receiver(1).fails = at -> true;
        world.receiver(1).responseTime = java.time.Duration.ofDays(1);
        for (var i = 0; i < groups; i++) {
            world.post(1, alert("test", "lbl", "v" + i));
        }
        world.runUntil(5);
        assertThat(world.receiver(0).received).hasSize(groups);
        assertThat(world.receiver(0).received).allMatch(arrival -> arrival.at() < 3);

        world.runUntil(125);
        assertThat(world.receiver(0).received).as("none is told twice").hasSize(groups);
        assertThat(world.receiver(1).received).isEmpty();
        assertThat(world.receiver(1).attempts)
                .as("one try a group and interval")
                .isBetween(groups, groups * 8);
    }
}
