package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.alerts.Alert;
import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoJson;
import dev.tocsin.notation.GoTime;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notifier.Sender;
import dev.tocsin.senders.FakeReceivers.ReceivedMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the messages of Alertmanager and Tocsin for the same alerts and configuration, with every kind of receiver.
 * Only names, dates, signatures and the boundaries of mails differ.
 */
class AlertmanagerRequestsTest {
    private static final Path CONFIG = Path.of("src/test/resources/receivers/alertmanager.yml");
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** Two hundred times the descriptions of all alerts. ASCII only: Alertmanager does not truncate other texts correctly. */
    private static final String LONG =
            "'{{ range .Alerts }}{{ .Annotations.description | reReplaceAll `.` `0123456789` | reReplaceAll `.` `abcdefghijklmnopqrst` }}{{ end }}'";

    // Alertmanager applies group_wait only if the first alert is recent.
    private Instant began;

    @Test
    void requestsEqualAlertmanagers(@TempDir Path dir) throws Exception {
        var program = AlertmanagerProcess.program();
        assumeTrue(
                program.isPresent(),
                "no alertmanager of 0.33 or newer on the path or in -Dalertmanager: its test is skipped");
        try (var theirs = FakeReceivers.open();
                var ours = FakeReceivers.open();
                var alertmanager = AlertmanagerProcess.start(program.get(), dir, config(theirs));
                var senders =
                        new Senders("1", InstantSource.system(), path -> "", Map.of(), NoTopicPublisher.INSTANCE)) {
            var config = TestConfigs.read("am.yml", config(ours));
            began = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            var softly = new SoftAssertions();
            for (var phase : List.of(
                    new Phase(NotificationReason.FIRST_NOTIFICATION, Alert.NO_END, Alert.NO_END),
                    new Phase(NotificationReason.SOME_ALERTS_RESOLVED, Alert.NO_END, over()),
                    new Phase(NotificationReason.ALL_ALERTS_RESOLVED, over(), over()))) {
                alertmanager.post(json(phase.alerts(this)));
                notifyBoth(phase.reason, phase.alerts(this), config, senders);
                compare(phase.reason.text(), theirs.next(ours.count()), ours.drain(), softly);
            }
            softly.assertAll();
        }
    }

    private record Phase(NotificationReason reason, Instant endOfA, Instant endOfB) {
        List<Alert> alerts(AlertmanagerRequestsTest test) {
            return test.alerts(endOfA, endOfB);
        }
    }

    private static String config(FakeReceivers end) throws Exception {
        return Files.readString(CONFIG)
                .replace("URL", end.url())
                .replace("SMARTHOST", end.smarthost())
                .replace("LONG", LONG);
    }

    private static void compare(
            String when, List<ReceivedMessage> theirs, List<ReceivedMessage> ours, SoftAssertions softly) {
        var expected = byReceiver(theirs);
        var actual = byReceiver(ours);
        assertThat(actual).isNotEmpty();
        softly.assertThat(actual.keySet()).as(when).isEqualTo(expected.keySet());
        expected.forEach((receiver, letters) -> softly.assertThat(
                        String.join("\n", actual.getOrDefault(receiver, List.of())))
                .as("%s, %s", receiver, when)
                .isEqualTo(String.join("\n", letters)));
    }

    private static Map<String, List<String>> byReceiver(List<ReceivedMessage> letters) {
        var by = new TreeMap<String, List<String>>();
        letters.forEach(letter ->
                by.computeIfAbsent(letter.to(), none -> new ArrayList<>()).add(letter.text()));
        return by;
    }

    private void notifyBoth(NotificationReason reason, List<Alert> alerts, AlertingConfig config, Senders senders) {
        var receiver = config.receivers().get(0);
        var notification = new Notification(
                receiver.name(),
                reason,
                "{}:{alertname=\"HighCPU\", cluster=\"eu1\"}",
                Labels.of("alertname", "HighCPU", "cluster", "eu1"),
                alerts,
                Instant.now(),
                "http://am.example:9093",
                0,
                Labels.EMPTY,
                Map.of(),
                config.templates());
        for (var integration : receiver.integrations()) {
            var result = senders.deliver(
                            integration, notification, new Sender.DeliveryMetadata("a", "k", false), LONGEST)
                    .join();
            assertThat(result)
                    .as(integration.kind() + integration.index())
                    .isInstanceOf(DeliveryResult.Delivered.class);
        }
    }

    private Instant over() {
        return began.plusMillis(1);
    }

    private List<Alert> alerts(Instant endOfA, Instant endOfB) {
        return List.of(alert("a:9100", "http://prom/g?a=1&b=2", endOfA), alert("b:9100", "", endOfB));
    }

    private Alert alert(String instance, String generator, Instant end) {
        var labels = Labels.of(
                "alertname",
                "HighCPU",
                "cluster",
                "eu1",
                "instance",
                instance,
                "severity",
                "critical",
                "zone",
                "<&>\"'");
        var annotations = Map.of(
                "summary",
                "CPU <b>high</b> & \"rising\", it's 90% / Größe 🔔",
                "description",
                "two\nlines\tand a \\ of " + instance);
        return new Alert(labels, annotations, began, end, generator, began);
    }

    private static String json(List<Alert> alerts) {
        var posted = new ArrayList<Map<String, Object>>();
        for (var alert : alerts) {
            var one = new TreeMap<String, Object>();
            one.put("labels", alert.labels().asMap());
            one.put("annotations", alert.annotations());
            one.put("startsAt", GoTime.format(alert.startsAt()));
            one.put("generatorURL", alert.generatorUrl());
            if (!alert.endsAt().equals(Alert.NO_END)) {
                one.put("endsAt", GoTime.format(alert.endsAt()));
            }
            posted.add(one);
        }
        return GoJson.value(posted);
    }
}
