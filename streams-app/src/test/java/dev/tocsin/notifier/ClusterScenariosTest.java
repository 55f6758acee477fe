package dev.tocsin.notifier;

import static dev.tocsin.notifier.Neighbourhood.Words.alert;
import static dev.tocsin.notifier.Scenario.config;
import static dev.tocsin.notifier.Scenario.everySecond;
import static dev.tocsin.notifier.Scenario.sees;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Alertmanager's own acceptance scenarios of clusters, with real times, and what a dead receiver does to one. */
class ClusterScenariosTest {
    /** Run for much longer than the original, which stops before the others would have sent. */
    @Test
    void aClusterTellsOnce() {
        var world = new Neighbourhood(3, everySecond("").replace("1ms", "1h"));
        world.post(1, alert("test1"));
        world.runUntil(240);
        sees(world.sink(0), 2, "test1 from 1");
    }

    @Test
    void aClusterTellsWhatOneInstanceTells() {
        var one = new Neighbourhood(1, everySecond("alertname").replace("1ms", "1h"));
        var three = new Neighbourhood(3, everySecond("alertname").replace("1ms", "1h"));
        for (var world : List.of(one, three)) {
            for (var at = 0; at <= 8; at += 2) {
                world.post(at, alert("test1-" + at).from(at + 0.1));
            }
            world.runUntil(13);
        }
        assertThat(three.sink(0).arrivals).hasSize(5);
        assertThat(three.sink(0).arrivals)
                .extracting(Neighbourhood.Arrival::alerts)
                .isEqualTo(one.sink(0).arrivals.stream()
                        .map(Neighbourhood.Arrival::alerts)
                        .toList());
    }

    /** The dead one is tried by all, again and again; the other is told on time, once, and nothing piles up. */
    @Test
    void aDeadReceiverOfAThousandGroupsDelaysNobody() {
        var groups = 1_000;
        var world = new Neighbourhood(
                3,
                config(
                        "group_by: [lbl]\ngroup_wait: 1s\ngroup_interval: 30s\nrepeat_interval: 1h",
                        "send_resolved: true",
                        "send_resolved: true"));
        world.sink(1).fails = at -> true;
        world.sink(1).takes = java.time.Duration.ofDays(1);
        for (var i = 0; i < groups; i++) {
            world.post(1, alert("test", "lbl", "v" + i));
        }
        world.runUntil(5);
        assertThat(world.sink(0).arrivals).hasSize(groups);
        assertThat(world.sink(0).arrivals).allMatch(arrival -> arrival.at() < 3);

        world.runUntil(125);
        assertThat(world.sink(0).arrivals).as("none is told twice").hasSize(groups);
        assertThat(world.sink(1).arrivals).isEmpty();
        assertThat(world.sink(1).attempts).as("one try a group and interval").isBetween(groups, groups * 8);
    }
}
