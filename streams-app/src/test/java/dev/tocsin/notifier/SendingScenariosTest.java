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

/** Alertmanager's acceptance tests of sending, with their original times, on one instance and on three. */
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

    private static void mergeAlerts(TestCluster cluster, double lasts) {
        var test = alert("test");
        cluster.post(1, lasting(test.from(1.1), lasts));
        cluster.post(1.2, lasting(test.from(1), lasts));
        cluster.post(2.1, lasting(test.from(2).annotated("v1"), lasts));
        cluster.post(3.6, lasting(test.from(1.5).annotated("v2"), lasts));
        cluster.post(4.6, test.from(3).until(4.5).annotated("v2"));
        cluster.post(4.8, test.from(2.9).until(4.8).annotated("v3"));
        cluster.post(4.8, test.from(2.9).until(4.1).annotated("v3"));
        cluster.post(5.3, lasting(test.from(5), lasts));
        cluster.runUntil(6.9);
        assertReceived(
                cluster.receiver(0),
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
        var cluster = new TestCluster(instances, everySecond("alertname"));
        cluster.post(1, alert("test").from(1));
        cluster.post(3.5, alert("test").from(1).until(3));
        cluster.runUntil(6.9);
        assertReceived(cluster.receiver(0), 2, "test from 1", 3, "test from 1", 4, "test from 1 until 3");
    }

    /** Stricter than the original, whose receiver only pretends to fail. */
    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void retryOfOneReceiverDoesNotRepeatToTheOther(int instances) {
        var cluster = new TestCluster(
                instances,
                config(
                        "group_by: [alertname]\ngroup_wait: 1s\ngroup_interval: 2s\nrepeat_interval: 1h",
                        "send_resolved: true",
                        "send_resolved: true"));
        cluster.receiver(1).fails = at -> at < 4.5;
        cluster.post(1, alert("test1"));
        cluster.runUntil(20);
        assertReceived(cluster.receiver(0), 2, "test1 from 1");
        assertThat(cluster.receiver(1).received)
                .singleElement()
                .satisfies(arrival -> assertThat(arrival.at()).isBetween(4.5, 9.0));
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void batching(int instances) {
        var cluster = new TestCluster(instances, config("""
                group_by: []
                group_wait: 1s
                group_interval: 1s
                repeat_interval: 4900ms"""));
        cluster.post(1.1, alert("test1").from(1));
        cluster.post(1.7, alert("test5").from(1));
        cluster.post(
                3.3,
                alert("test2").from(1.5),
                alert("test3").from(1.5),
                alert("test4").from(1.6));
        cluster.runUntil(9.9);
        var all = "test1 from 1, test2 from 1.5, test3 from 1.5, test4 from 1.6, test5 from 1";
        assertReceived(cluster.receiver(0), 2, "test1 from 1, test5 from 1", 4.1, all, 9.1, all);
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void resolvedByTimeout(int instances) {
        var cluster = new TestCluster(instances, "global: {resolve_timeout: 10s}\n" + everyFive());
        cluster.post(1, alert("test", "lbl", "v1"), alert("test", "lbl", "v2"), alert("test", "lbl", "v3"));
        cluster.runUntil(40);
        assertReceived(
                cluster.receiver(0),
                2,
                "test{lbl=\"v1\"} from 1, test{lbl=\"v2\"} from 1, test{lbl=\"v3\"} from 1",
                12,
                "test{lbl=\"v1\"} from 1 until 11, test{lbl=\"v2\"} from 1 until 11, test{lbl=\"v3\"} from 1 until 11");
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void resolvedAlertsAreNotSentIfSendResolvedIsFalse(int instances) {
        var cluster = new TestCluster(
                instances,
                "global: {resolve_timeout: 10s}\n"
                        + config(
                                "group_by: [alertname]\ngroup_wait: 1s\ngroup_interval: 5s",
                                "send_resolved: true",
                                "send_resolved: false"));
        cluster.post(1, alert("test", "lbl", "v1"), alert("test", "lbl", "v2"));
        cluster.post(3, alert("test", "lbl", "v1").from(1).until(4), alert("test", "lbl", "v3"));
        cluster.post(8, alert("test", "lbl", "v3").from(3));
        cluster.runUntil(12.9);
        var v1 = "test{lbl=\"v1\"} from 1";
        var v2 = "test{lbl=\"v2\"} from 1";
        var v3 = "test{lbl=\"v3\"} from 3";
        assertReceived(
                cluster.receiver(0),
                2,
                v1 + ", " + v2,
                7,
                v1 + " until 4, " + v2 + ", " + v3,
                12,
                v2 + " until 11, " + v3);
        assertReceived(cluster.receiver(1), 2, v1 + ", " + v2, 7, v2 + ", " + v3);
    }

    /** The groups of instances that start late are complete by then. */
    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void coldStart(int instances) {
        var cluster = new TestCluster(instances, everySix(), 4.5);
        cluster.post(1, alert("test1"));
        cluster.post(2, alert("test2"));
        cluster.post(6, alert("test3"));
        cluster.post(7, alert("test4"));
        cluster.runUntil(15);
        assertReceived(
                cluster.receiver(0),
                4.5,
                "test1 from 1, test2 from 2",
                10.5,
                "test1 from 1, test2 from 2, test3 from 6, test4 from 7");
    }

    /** Better than the original, where a reload restarts the interval. */
    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void newConfigurationKeepsGroupInterval(int instances) {
        var cluster = new TestCluster(instances, everySix());
        cluster.post(1, alert("test1"));
        cluster.configure(3, everySix());
        cluster.post(4, alert("test2"));
        cluster.runUntil(13);
        assertReceived(cluster.receiver(0), 2, "test1 from 1", 8, "test1 from 1, test2 from 4");
    }

    @Test
    void slowReceiverIsRetriedWithinTheSameFlush() {
        var cluster = new TestCluster(1, config("group_by: [alertname]\ngroup_wait: 1s\ngroup_interval: 1m"));
        cluster.receiver(0).fails = at -> at < 3;
        cluster.post(1, alert("test1"));
        cluster.runUntil(40);
        assertReceived(cluster.receiver(0), 3, "test1 from 1");
    }

    @Test
    void routesMatchUtf8LabelNames() {
        var cluster = new TestCluster(1, """
                route:
                  receiver: nobody
                  routes:
                  - {matchers: ['foo🙂=bar'], group_by: ['foo🙂'], group_wait: 1s, receiver: default}
                receivers:
                - name: nobody
                - {name: default, webhook_configs: [{url: 'http://sink'}]}
                """);
        cluster.post(1, alert("test", "foo🙂", "bar"), alert("other"));
        cluster.runUntil(30);
        assertReceived(cluster.receiver(0), 2, "test{\"foo🙂\"=\"bar\"} from 1");
    }
}
