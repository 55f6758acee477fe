package dev.tocsin.notifier;

import static dev.tocsin.notifier.TestCluster.TestAlert.alert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.silences.SilenceResult;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What follows from the order of the pipeline, and surprises people: each is a story here. */
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

    private static List<List<String>> received(TestCluster world, int sink) {
        return world.receiver(sink).received.stream()
                .map(TestCluster.ReceivedNotification::alerts)
                .toList();
    }

    /** Alertmanager forgets such an alert, and an incident stays open for ever. */
    @Test
    void anAlertThatEndsWhileItIsSilencedIsToldToBeOverOnceTheSilenceEnds() {
        var world = new TestCluster(3, to("true"));
        world.post(1, alert("A"));
        world.at(5, () -> world.silence("alertname=A", 5, 60));
        world.post(20, alert("A").from(1).until(19));
        world.runUntil(59);
        assertThat(received(world, 0)).as("while it is silenced").containsExactly(List.of("A from 1"));
        world.runUntil(120);
        assertThat(received(world, 0)).containsExactly(List.of("A from 1"), List.of("A from 1 until 19"));
    }

    @Test
    void anAlertThatBeganAndEndedUnderASilenceIsNeverTold() {
        var world = new TestCluster(3, to("true"));
        world.at(0.5, () -> world.silence("alertname=A", 0.5, 60));
        world.post(1, alert("A"));
        world.post(20, alert("A").from(1).until(19));
        world.runUntil(300);
        assertThat(received(world, 0)).isEmpty();
    }

    @Test
    void afterASilenceAnAlertThatWasToldBeforeIsNoNews() {
        var world = new TestCluster(1, to("true"));
        world.post(1, alert("A").from(1).until(10_000));
        world.at(5, () -> world.silence("alertname=A", 5, 30));
        world.runUntil(3_500);
        assertThat(received(world, 0)).as("until it is repeated").hasSize(1);
        world.runUntil(3_700);
        assertThat(received(world, 0)).hasSize(2);
    }

    @Test
    void afterASilenceAnAlertIsNewIfOthersWereToldWithoutIt() {
        var world = new TestCluster(1, to("true"));
        world.post(1, alert("A").from(1).until(10_000));
        world.at(5, () -> world.silence("alertname=A", 5, 30));
        world.post(6, alert("B").from(6).until(10_000));
        world.runUntil(60);
        assertThat(received(world, 0))
                .containsExactly(List.of("A from 1"), List.of("B from 6"), List.of("A from 1", "B from 6"));
    }

    @Test
    void whoDoesNotWantToHearOfEndsIsToldAgainWhenItFiresAgain() {
        var world = new TestCluster(3, to("false"));
        world.post(1, alert("A"));
        world.post(5, alert("A").from(1).until(5));
        world.post(25, alert("A").from(25).until(10_000));
        world.runUntil(120);
        assertThat(received(world, 0)).containsExactly(List.of("A from 1"), List.of("A from 25"));
    }

    @Test
    void anAlertThatIsSilencedDoesNotTellAnythingByItself() {
        var world = new TestCluster(3, to("true"));
        world.post(1, alert("A").from(1).until(10_000), alert("B").from(1).until(10_000));
        world.at(5, () -> world.silence("alertname=A", 5, 1_000));
        world.runUntil(600);
        assertThat(received(world, 0)).hasSize(1);
    }

    @Test
    void aNotificationIsResolvedOnlyWhenAllItsAlertsAre() {
        var world = new TestCluster(1, to("true"));
        world.post(1, alert("A"), alert("B").from(1).until(10_000));
        world.post(5, alert("A").from(1).until(5));
        world.runUntil(60);
        assertThat(received(world, 0))
                .containsExactly(List.of("A from 1", "B from 1"), List.of("A from 1 until 5", "B from 1"));
    }

    @Test
    void aRouteThatIsQuietTellsAfterwardsWhatStillFires() {
        var world = new TestCluster(3, """
                route:
                  receiver: r
                  routes:
                  - {matchers: [x!=""], receiver: r, group_wait: 1s, group_interval: 10s, mute_time_intervals: [first]}
                  - {matchers: [y!=""], receiver: r, group_wait: 1s, group_interval: 10s, active_time_intervals: [first]}
                receivers: [{name: r, webhook_configs: [{url: 'http://sink'}]}]
                time_intervals: [{name: first, time_intervals: [{times: [{start_time: '00:00', end_time: '00:01'}]}]}]
                """);
        world.post(
                1,
                alert("A", "x", "1").from(1).until(10_000),
                alert("B", "y", "1").from(1).until(10_000));
        world.post(70, alert("C", "y", "2").from(70).until(10_000));
        world.runUntil(40);
        assertThat(received(world, 0)).containsExactly(List.of("B{y=\"1\"} from 1"));
        world.runUntil(120);
        assertThat(received(world, 0)).containsExactly(List.of("B{y=\"1\"} from 1"), List.of("A{x=\"1\"} from 1"));
        assertThat(world.telemetry.scrape())
                .contains(
                        "alertmanager_notifications_suppressed_total{reason=\"mute_time_interval\"}",
                        "alertmanager_notifications_suppressed_total{reason=\"active_time_interval\"}");
    }

    @Test
    void aNotificationThatNobodyTakesUntilTheNextFlushIsCountedAsFailedOnce() {
        var world = new TestCluster(1, to("true"));
        world.receiver(0).fails = at -> at < 15;
        world.post(1, alert("A").from(1).until(10_000));
        world.runUntil(40);
        assertThat(received(world, 0)).containsExactly(List.of("A from 1"));
        assertThat(world.telemetry.scrape())
                .contains(
                        "alertmanager_notifications_failed_total{integration=\"webhook\",reason=\"serverError\"} 1.0",
                        "alertmanager_notifications_total{integration=\"webhook\"} 2.0");
    }

    @Test
    void inhibitionThatBeginsAfterANotificationDoesNotTakeItBack() {
        var world = new TestCluster(3, to("true") + """
                inhibit_rules: [{source_matchers: [alertname=Down], target_matchers: [alertname=Slow]}]
                """);
        world.post(1, alert("Slow").from(1).until(10_000));
        world.post(5, alert("Down").from(5).until(10_000));
        world.runUntil(60);
        assertThat(received(world, 0)).containsExactly(List.of("Slow from 1"), List.of("Down from 5"));
    }

    @Test
    void aSourceInhibitsThoughItIsSilencedItself() {
        var world = new TestCluster(3, to("true") + """
                inhibit_rules: [{source_matchers: [alertname=Down], target_matchers: [alertname=Slow]}]
                """);
        world.at(0.5, () -> world.silence("alertname=Down", 0.5, 1_000));
        world.post(1, alert("Slow").from(1).until(10_000), alert("Down").from(1).until(10_000));
        world.runUntil(60);
        assertThat(received(world, 0)).isEmpty();
    }

    @Test
    void aReceiverThatIsDeadDelaysNoOther() {
        var world = new TestCluster(1, to("true", "true"));
        world.receiver(0).fails = at -> true;
        world.post(1, alert("A").from(1).until(10_000));
        world.runUntil(3);
        assertThat(received(world, 1)).hasSize(1);
        world.runUntil(120);
        assertThat(received(world, 1))
                .as("and it is not told again because of it")
                .hasSize(1);
    }

    @Test
    void aSilenceThatIsTakenBackIsOverAtOnceEverywhere() {
        var world = new TestCluster(3, to("true"));
        var silence = new AtomicReference<SilenceResult>();
        world.at(0.5, () -> world.silence("alertname=A", 0.5, 1_000).thenAccept(silence::set));
        world.post(1, alert("A").from(1).until(10_000));
        world.at(15, () -> world.expire(((SilenceResult.Stored) silence.get()).id()));
        world.runUntil(30);
        assertThat(received(world, 0)).containsExactly(List.of("A from 1"));
    }
}
