package dev.tocsin.notifier;

import static dev.tocsin.notifier.AcceptanceSupport.assertReceived;
import static dev.tocsin.notifier.AcceptanceSupport.config;
import static dev.tocsin.notifier.TestCluster.TestAlert.alert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.DeliveryResult.Cause;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A receiver that refuses gets as many requests from a cluster as from one Alertmanager. */
class RefusalScenariosTest {
    private static final String EVERY_MINUTE = config("group_by: [alertname]\ngroup_wait: 1s\ngroup_interval: 1m");

    private static TestCluster cluster(int instances, DeliveryResult answer, double until) {
        var cluster = new TestCluster(instances, EVERY_MINUTE);
        cluster.receiver(0).failure = answer;
        cluster.receiver(0).fails = at -> at < until;
        cluster.post(1, alert("test").from(1).until(600));
        return cluster;
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 2, 3, 5})
    void refusedNotificationIsTriedOnceAFlush(int instances) {
        var cluster = cluster(instances, new DeliveryResult.Permanent(Cause.CLIENT_ERROR, "status 400"), 150);
        cluster.runUntil(60);
        assertThat(cluster.receiver(0).attempts).isEqualTo(1);
        cluster.runUntil(120);
        assertThat(cluster.receiver(0).attempts).isEqualTo(2);
        cluster.runUntil(240);
        assertThat(cluster.receiver(0).attempts).isEqualTo(4);
        assertThat(cluster.receiver(0).received).hasSize(1);
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void credentialsMayDifferSoEachInstanceTriesOnceAFlush(int instances) {
        var cluster = cluster(instances, new DeliveryResult.Permanent(Cause.AUTH_ERROR, "status 401"), 150);
        cluster.runUntil(60);
        assertThat(cluster.receiver(0).attempts).isEqualTo(instances);
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void waitThatTheReceiverAsksForIsHeeded(int instances) {
        var answer = new DeliveryResult.Retryable(Cause.RATE_LIMITED, "status 429", Duration.ofSeconds(20));
        var cluster = cluster(instances, answer, 30);
        cluster.runUntil(20);
        assertThat(cluster.receiver(0).attempts).isEqualTo(1);
        cluster.runUntil(40);
        assertThat(cluster.receiver(0).attempts).isEqualTo(2);
        cluster.runUntil(60);
        assertThat(cluster.receiver(0).attempts).isEqualTo(3);
        assertThat(cluster.receiver(0).received).hasSize(1);
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 3})
    void refusalOfOneGroupDelaysNoOther(int instances) {
        var cluster = cluster(instances, new DeliveryResult.Permanent(Cause.CLIENT_ERROR, "status 400"), 10);
        cluster.post(11, alert("other").from(11).until(600));
        cluster.runUntil(20);
        assertReceived(cluster.receiver(0), 12, "other from 11");
    }
}
