package dev.tocsin.notifier;

import static dev.tocsin.notifier.TestCluster.TestAlert.alert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.silences.SilenceResult;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Effects of the order of the pipeline stages that users find surprising. */
class NotificationPipelineTest {
    private static final String TEN_SECONDS = """
            route: {receiver: r, group_by: [], group_wait: 1s, group_interval: 10s, repeat_interval: 1h}
            """;

    private static String to(String... webhooks) {
        var text = new StringBuilder(TEN_SECONDS + "receivers:\n- name: r\n  webhook_configs:\n");
        for (var webhook : webhooks) {
            text.append("  - {url: 'http://sink', send_resolved: %s}\n".formatted(webhook));
        }
        return text.toString();
    }

    private static List<List<String>> received(TestCluster cluster, int sink) {
        return cluster.receiver(sink).received.stream()
                .map(TestCluster.ReceivedNotification::alerts)
                .toList();
    }

    /** Alertmanager deletes such an alert, and the incident stays open forever. */
    @Test
    void alertResolvedDuringSilenceIsNotifiedAsResolvedAfterSilence() {
        var cluster = new TestCluster(3, to("true"));
        cluster.post(1, alert("A"));
        cluster.at(5, () -> cluster.silence("alertname=A", 5, 60));
        cluster.post(20, alert("A").from(1).until(19));
        cluster.runUntil(59);
        assertThat(received(cluster, 0)).as("during the silence").containsExactly(List.of("A from 1"));
        cluster.runUntil(120);
        assertThat(received(cluster, 0)).containsExactly(List.of("A from 1"), List.of("A from 1 until 19"));
    }

    @Test
    void alertThatFiresAndResolvesDuringSilenceIsNeverNotified() {
        var cluster = new TestCluster(3, to("true"));
        cluster.at(0.5, () -> cluster.silence("alertname=A", 0.5, 60));
        cluster.post(1, alert("A"));
        cluster.post(20, alert("A").from(1).until(19));
        cluster.runUntil(300);
        assertThat(received(cluster, 0)).isEmpty();
    }

    @Test
    void alertNotifiedBeforeSilenceIsNotNewAfterIt() {
        var cluster = new TestCluster(1, to("true"));
        cluster.post(1, alert("A").from(1).until(10_000));
        cluster.at(5, () -> cluster.silence("alertname=A", 5, 30));
        cluster.runUntil(3_500);
        assertThat(received(cluster, 0)).as("until the repeat interval").hasSize(1);
        cluster.runUntil(3_700);
        assertThat(received(cluster, 0)).hasSize(2);
    }

    @Test
    void alertIsNewAfterSilenceIfGroupWasNotifiedWithoutIt() {
        var cluster = new TestCluster(1, to("true"));
        cluster.post(1, alert("A").from(1).until(10_000));
        cluster.at(5, () -> cluster.silence("alertname=A", 5, 30));
        cluster.post(6, alert("B").from(6).until(10_000));
        cluster.runUntil(60);
        assertThat(received(cluster, 0))
                .containsExactly(List.of("A from 1"), List.of("B from 6"), List.of("A from 1", "B from 6"));
    }

    @Test
    void withoutSendResolvedAlertThatFiresAgainIsNotifiedAgain() {
        var cluster = new TestCluster(3, to("false"));
        cluster.post(1, alert("A"));
        cluster.post(5, alert("A").from(1).until(5));
        cluster.post(25, alert("A").from(25).until(10_000));
        cluster.runUntil(120);
        assertThat(received(cluster, 0)).containsExactly(List.of("A from 1"), List.of("A from 25"));
    }

    @Test
    void silencedAlertCausesNoNotification() {
        var cluster = new TestCluster(3, to("true"));
        cluster.post(1, alert("A").from(1).until(10_000), alert("B").from(1).until(10_000));
        cluster.at(5, () -> cluster.silence("alertname=A", 5, 1_000));
        cluster.runUntil(600);
        assertThat(received(cluster, 0)).hasSize(1);
    }

    @Test
    void notificationIsResolvedOnlyIfAllItsAlertsAre() {
        var cluster = new TestCluster(1, to("true"));
        cluster.post(1, alert("A"), alert("B").from(1).until(10_000));
        cluster.post(5, alert("A").from(1).until(5));
        cluster.runUntil(60);
        assertThat(received(cluster, 0))
                .containsExactly(List.of("A from 1", "B from 1"), List.of("A from 1 until 5", "B from 1"));
    }

    @Test
    void mutedRouteNotifiesFiringAlertsAfterwards() {
        var cluster = new TestCluster(3, """
                route:
                  receiver: r
                  routes:
                  - {matchers: [x!=""], receiver: r, group_wait: 1s, group_interval: 10s, mute_time_intervals: [first]}
                  - {matchers: [y!=""], receiver: r, group_wait: 1s, group_interval: 10s, active_time_intervals: [first]}
                receivers: [{name: r, webhook_configs: [{url: 'http://sink'}]}]
                time_intervals: [{name: first, time_intervals: [{times: [{start_time: '00:00', end_time: '00:01'}]}]}]
                """);
        cluster.post(
                1,
                alert("A", "x", "1").from(1).until(10_000),
                alert("B", "y", "1").from(1).until(10_000));
        cluster.post(70, alert("C", "y", "2").from(70).until(10_000));
        cluster.runUntil(40);
        assertThat(received(cluster, 0)).containsExactly(List.of("B{y=\"1\"} from 1"));
        cluster.runUntil(120);
        assertThat(received(cluster, 0)).containsExactly(List.of("B{y=\"1\"} from 1"), List.of("A{x=\"1\"} from 1"));
        assertThat(cluster.telemetry.scrape())
                .contains(
                        "alertmanager_notifications_suppressed_total{reason=\"mute_time_interval\"}",
                        "alertmanager_notifications_suppressed_total{reason=\"active_time_interval\"}");
    }

    @Test
    void notificationNotAcceptedUntilNextFlushCountsAsFailedOnce() {
        var cluster = new TestCluster(1, to("true"));
        cluster.receiver(0).fails = at -> at < 15;
        cluster.post(1, alert("A").from(1).until(10_000));
        cluster.runUntil(40);
        assertThat(received(cluster, 0)).containsExactly(List.of("A from 1"));
        assertThat(cluster.telemetry.scrape())
                .contains(
                        "alertmanager_notifications_failed_total{integration=\"webhook\",reason=\"serverError\"} 1.0",
                        "alertmanager_notifications_total{integration=\"webhook\"} 2.0");
    }

    @Test
    void inhibitionAfterNotificationDoesNotResolveIt() {
        var cluster = new TestCluster(3, to("true") + """
                inhibit_rules: [{source_matchers: [alertname=Down], target_matchers: [alertname=Slow]}]
                """);
        cluster.post(1, alert("Slow").from(1).until(10_000));
        cluster.post(5, alert("Down").from(5).until(10_000));
        cluster.runUntil(60);
        assertThat(received(cluster, 0)).containsExactly(List.of("Slow from 1"), List.of("Down from 5"));
    }

    @Test
    void silencedSourceStillInhibits() {
        var cluster = new TestCluster(3, to("true") + """
                inhibit_rules: [{source_matchers: [alertname=Down], target_matchers: [alertname=Slow]}]
                """);
        cluster.at(0.5, () -> cluster.silence("alertname=Down", 0.5, 1_000));
        cluster.post(
                1, alert("Slow").from(1).until(10_000), alert("Down").from(1).until(10_000));
        cluster.runUntil(60);
        assertThat(received(cluster, 0)).isEmpty();
    }

    @Test
    void deadReceiverDelaysNoOther() {
        var cluster = new TestCluster(1, to("true", "true"));
        cluster.receiver(0).fails = at -> true;
        cluster.post(1, alert("A").from(1).until(10_000));
        cluster.runUntil(3);
        assertThat(received(cluster, 1)).hasSize(1);
        cluster.runUntil(120);
        assertThat(received(cluster, 1))
                .as("not notified again because of the dead receiver")
                .hasSize(1);
    }

    @Test
    void expiredSilenceEndsAtOnceOnAllInstances() {
        var cluster = new TestCluster(3, to("true"));
        var silence = new AtomicReference<SilenceResult>();
        cluster.at(0.5, () -> cluster.silence("alertname=A", 0.5, 1_000).thenAccept(silence::set));
        cluster.post(1, alert("A").from(1).until(10_000));
        cluster.at(15, () -> cluster.expire(((SilenceResult.Stored) silence.get()).id()));
        cluster.runUntil(30);
        assertThat(received(cluster, 0)).containsExactly(List.of("A from 1"));
    }
}
