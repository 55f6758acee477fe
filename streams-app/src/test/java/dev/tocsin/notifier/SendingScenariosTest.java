package dev.tocsin.notifier;

import static dev.tocsin.notifier.AcceptanceSupport.assertReceived;
import static dev.tocsin.notifier.AcceptanceSupport.config;
import static dev.tocsin.notifier.AcceptanceSupport.everyFive;
import static dev.tocsin.notifier.AcceptanceSupport.everySecond;
import static dev.tocsin.notifier.AcceptanceSupport.everySix;
import static dev.tocsin.notifier.TestCluster.TestAlert.alert;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alertmanager's own acceptance scenarios of sending, with real times, in a world of one instance and of three. */
class SendingScenariosTest {
    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void mergeAlerts(int instances) {
        mergeAlerts(new TestCluster(instances, everySecond("alertname")), 0);
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void mergeAlertsWithEndsAt(int instances) {
        mergeAlerts(new TestCluster(instances, everySecond("alertname")), 3);
    }

    private static void mergeAlerts(TestCluster world, double lasts) {
        var test = alert("test");
        world.post(1, lasting(test.from(1.1), lasts));
        world.post(1.2, lasting(test.from(1), lasts));
        world.post(2.1, lasting(test.from(2).annotated("v1"), lasts));
        world.post(3.6, lasting(test.from(1.5).annotated("v2"), lasts));
        world.post(4.6, test.from(3).until(4.5).annotated("v2"));
        world.post(4.8, test.from(2.9).until(4.8).annotated("v3"));
        world.post(4.8, test.from(2.9).until(4.1).annotated("v3"));
        world.post(5.3, lasting(test.from(5), lasts));
        world.runUntil(6.9);
        assertReceived(
                world.receiver(0),
                2,
                "test from 1",
                3,
                "test from 1 {ann=v1}",
                4,
                "test from 1 {ann=v2}",
                5,
                "test from 1 until 4.8 {ann=v3}",
                6,
                "test from 5");
    }

    private static TestCluster.TestAlert lasting(TestCluster.TestAlert alert, double lasts) {
        return lasts == 0 ? alert : alert.until(alert.from() + lasts);
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void repeat(int instances) {
        var world = new TestCluster(instances, everySecond("alertname"));
        world.post(1, alert("test").from(1));
        world.post(3.5, alert("test").from(1).until(3));
        world.runUntil(6.9);
        assertReceived(world.receiver(0), 2, "test from 1", 3, "test from 1", 4, "test from 1 until 3");
    }

    /** Stricter than the original, whose sink only pretends to fail. */
    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void retryOfOneReceiverDoesNotRepeatToTheOther(int instances) {
        var world = new TestCluster(
                instances,
                config(
                        "group_by: [alertname]\ngroup_wait: 1s\ngroup_interval: 2s\nrepeat_interval: 1h",
                        "send_resolved: true",
                        "send_resolved: true"));
        world.receiver(1).fails = at -> at < 4.5;
        world.post(1, alert("test1"));
        world.runUntil(20);
        assertReceived(world.receiver(0), 2, "test1 from 1");
        assertThat(world.receiver(1).received)
                .singleElement()
                .satisfies(arrival -> assertThat(arrival.at()).isBetween(4.5, 9.0));
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void batching(int instances) {
        var world = new TestCluster(instances, config("""
                group_by: []
                group_wait: 1s
                group_interval: 1s
                repeat_interval: 4900ms"""));
        world.post(1.1, alert("test1").from(1));
        world.post(1.7, alert("test5").from(1));
        world.post(
                3.3,
                alert("test2").from(1.5),
                alert("test3").from(1.5),
                alert("test4").from(1.6));
        world.runUntil(9.9);
        var all = "test1 from 1, test2 from 1.5, test3 from 1.5, test4 from 1.6, test5 from 1";
        assertReceived(world.receiver(0), 2, "test1 from 1, test5 from 1", 4.1, all, 9.1, all);
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void resolvedByTimeout(int instances) {
        var world = new TestCluster(instances, "global: {resolve_timeout: 10s}\n" + everyFive());
        world.post(1, alert("test", "lbl", "v1"), alert("test", "lbl", "v2"), alert("test", "lbl", "v3"));
        world.runUntil(40);
        assertReceived(
                world.receiver(0),
                2,
                "test{lbl=\"v1\"} from 1, test{lbl=\"v2\"} from 1, test{lbl=\"v3\"} from 1",
                12,
                "test{lbl=\"v1\"} from 1 until 11, test{lbl=\"v2\"} from 1 until 11, test{lbl=\"v3\"} from 1 until 11");
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void resolvedAlertsAreFilteredForWhoDoesNotWantThem(int instances) {
        var world = new TestCluster(
                instances,
                "global: {resolve_timeout: 10s}\n"
                        + config(
                                "group_by: [alertname]\ngroup_wait: 1s\ngroup_interval: 5s",
                                "send_resolved: true",
                                "send_resolved: false"));
        world.post(1, alert("test", "lbl", "v1"), alert("test", "lbl", "v2"));
        world.post(3, alert("test", "lbl", "v1").from(1).until(4), alert("test", "lbl", "v3"));
        world.post(8, alert("test", "lbl", "v3").from(3));
        world.runUntil(12.9);
        var v1 = "test{lbl=\"v1\"} from 1";
        var v2 = "test{lbl=\"v2\"} from 1";
        var v3 = "test{lbl=\"v3\"} from 3";
        assertReceived(
                world.receiver(0),
                2,
                v1 + ", " + v2,
                7,
                v1 + " until 4, " + v2 + ", " + v3,
                12,
                v2 + " until 11, " + v3);
        assertReceived(world.receiver(1), 2, v1 + ", " + v2, 7, v2 + ", " + v3);
    }

    /** Instances that open late have their groups complete by then. */
    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void coldStart(int instances) {
        var world = new TestCluster(instances, everySix(), 4.5);
        world.post(1, alert("test1"));
        world.post(2, alert("test2"));
        world.post(6, alert("test3"));
        world.post(7, alert("test4"));
        world.runUntil(15);
        assertReceived(
                world.receiver(0),
                4.5,
                "test1 from 1, test2 from 2",
                10.5,
                "test1 from 1, test2 from 2, test3 from 6, test4 from 7");
    }

    /** Better than the original, where a reload starts the interval anew. */
    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void anotherConfigurationKeepsTheInterval(int instances) {
        var world = new TestCluster(instances, everySix());
        world.post(1, alert("test1"));
        world.configure(3, everySix());
        world.post(4, alert("test2"));
        world.runUntil(13);
        assertReceived(world.receiver(0), 2, "test1 from 1", 8, "test1 from 1, test2 from 4");
    }

    @Test
    void aReceiverThatTakesItsTimeIsAskedAgainWithinTheSameFlush() {
        var world = new TestCluster(1, config("group_by: [alertname]\ngroup_wait: 1s\ngroup_interval: 1m"));
        world.receiver(0).fails = at -> at < 3;
        world.post(1, alert("test1"));
        world.runUntil(40);
        assertReceived(world.receiver(0), 3, "test1 from 1");
    }

    @Test
    void alertsFindARouteByNamesBeyondAscii() {
        var world = new TestCluster(1, """
                route:
                  receiver: nobody
                  routes:
                  - {matchers: ['foo🙂=bar'], group_by: ['foo🙂'], group_wait: 1s, receiver: default}
                receivers:
                - name: nobody
                - {name: default, webhook_configs: [{url: 'http://sink'}]}
                """);
        world.post(1, alert("test", "foo🙂", "bar"), alert("other"));
        world.runUntil(30);
        assertReceived(world.receiver(0), 2, "test{\"foo🙂\"=\"bar\"} from 1");
    }
}
