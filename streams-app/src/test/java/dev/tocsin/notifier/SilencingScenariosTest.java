package dev.tocsin.notifier;

import static dev.tocsin.notifier.AcceptanceSupport.assertReceived;
import static dev.tocsin.notifier.AcceptanceSupport.config;
import static dev.tocsin.notifier.AcceptanceSupport.everySecond;
import static dev.tocsin.notifier.TestCluster.TestAlert.alert;

import dev.tocsin.notification.silences.SilenceResult;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alertmanager's acceptance tests of silences, with their original times, on one instance and on three. */
class SilencingScenariosTest {
    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void silencing(int instances) {
        var cluster = new TestCluster(instances, everySecond(""));
        cluster.post(1, alert("test1"), alert("test2"));
        cluster.at(2.3, () -> cluster.silence("alertname=test1", 2.5, 4.5));
        cluster.runUntil(5.9);
        assertReceived(
                cluster.receiver(0),
                2,
                "test1 from 1, test2 from 1",
                3,
                "test2 from 1",
                4,
                "test2 from 1",
                5,
                "test1 from 1, test2 from 1");
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void aSilenceThatBeginsAndEndsInAQuietTimeIsApplied(int instances) {
        var config = config("group_by: []\ngroup_wait: 1s\ngroup_interval: 1s\nrepeat_interval: 10s");
        var cluster = new TestCluster(instances, config);
        cluster.post(1, alert("test1"));
        cluster.at(5.3, () -> cluster.silence("alertname=test1", 20.5, 30.5));
        cluster.runUntil(31.9);
        // The repetition at 24 s is muted.
        assertReceived(cluster.receiver(0), 2, "test1 from 1", 13, "test1 from 1", 31, "test1 from 1");
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void silenceIsDeleted(int instances) {
        var cluster = new TestCluster(instances, everySecond(""));
        var silence = new AtomicReference<SilenceResult>();
        cluster.post(1, alert("test1"), alert("test2"));
        cluster.at(1.3, () -> cluster.silence("alertname=~\".+\"", 1.5, 100).thenAccept(silence::set));
        cluster.at(3.5, () -> cluster.expire(((SilenceResult.Stored) silence.get()).id()));
        cluster.runUntil(4.5);
        assertReceived(cluster.receiver(0), 4, "test1 from 1, test2 from 1");
    }
}
