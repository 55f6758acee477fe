package dev.tocsin.http.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.alerts.Alert;
import dev.tocsin.history.AlertEvent;
import dev.tocsin.history.DeliveryDetails;
import dev.tocsin.history.DeliveryEvent;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.log.DeliveryFailure;
import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.receivers.TestIntegrations;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.GroupBy;
import dev.tocsin.notification.routing.RouteOptions;
import dev.tocsin.notification.routing.RoutingTree;
import dev.tocsin.notification.routing.TestRouting;
import dev.tocsin.notification.silences.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deliveries, transitions, explanations and effects of silences over HTTP. */
class RecordedEventsApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BASE = "/api/v1/tocsin";
    private static final Instant NOW = HttpApiFixture.NOW;
    private static final Labels SLOW = Labels.of("alertname", "Slow", "job", "api");
    private static final Labels FULL = Labels.of("alertname", "Full", "job", "db");
    private static final Slot SLOT = new Slot("{}:{job=\"api\"}", "team", "webhook", 0);

    private final HttpApiFixture server = HttpApiFixture.open();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void listsDeliveriesTheNewestFirst() {
        sent("c1", 300, NotificationReason.FIRST_NOTIFICATION);
        failed("c2", 200);
        sent("c3", 100, NotificationReason.REPEAT_INTERVAL_ELAPSED);
        var data = data("/notifications");
        assertThat(data.path("total").asInt()).isEqualTo(3);
        assertThat(data.path("next").asText()).isEmpty();
        assertThat(rows(data, "reason"))
                .containsExactly("repeat_interval_elapsed", "first_notification", "first_notification");
        var newest = data.path("rows").get(0);
        assertThat(newest.path("at").asText()).isEqualTo("2026-01-01T11:58:20.000Z");
        assertThat(newest.path("group").asText()).isEqualTo(SLOT.groupId());
        assertThat(newest.path("groupLabels").path("job").asText()).isEqualTo("api");
        assertThat(newest.path("firing").asInt()).isEqualTo(1);
        assertThat(newest.path("durationSeconds").asDouble()).isEqualTo(0.02);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            outcome=failed                    | 1
            outcome=sent                      | 2
            receiver=team                     | 3
            receiver=other                    | 0
            instance=two                      | 1
            reason=first_notification         | 2
            filter=job%3D%22api%22            | 3
            filter=job%3D%22db%22             | 0
            from=2026-01-01T11:57:00Z         | 1
            to=2026-01-01T11:57:00Z           | 2
            integration=email                 | 0
            """)
    void selectsDeliveries(String parameters, int expected) {
        sent("c1", 300, NotificationReason.FIRST_NOTIFICATION);
        failed("c2", 200);
        sent("c3", 100, NotificationReason.REPEAT_INTERVAL_ELAPSED);
        assertThat(data("/notifications?" + parameters).path("total").asInt()).isEqualTo(expected);
    }

    @Test
    void selectsDeliveriesOfOneAlert() {
        sent("c1", 300, NotificationReason.FIRST_NOTIFICATION);
        assertThat(data("/notifications?fingerprint=" + SLOW.fingerprint())
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(data("/notifications?fingerprint=" + FULL.fingerprint())
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void pagesDeliveriesWhileOthersArrive() {
        for (var i = 0; i < 5; i++) {
            sent("c" + i, 300 - i, NotificationReason.FIRST_NOTIFICATION);
        }
        var first = data("/notifications?limit=2");
        sent("new", 10, NotificationReason.FIRST_NOTIFICATION);
        var second = data("/notifications?limit=2&cursor=" + first.path("next").asText());
        assertThat(rows(first, "offset")).containsExactly("4", "3");
        assertThat(rows(second, "offset")).containsExactly("2", "1");
    }

    @Test
    void showsWhatChangedSinceTheDeliveryBefore() {
        sent("c1", 300, NotificationReason.FIRST_NOTIFICATION);
        failed("c2", 200);
        deliver("c3", 100, NotificationReason.NEW_ALERTS_ADDED, Set.of(episode(FULL)), Set.of(episode(SLOW)));
        server.addAlert(alert(FULL, 3_000));
        var id = data("/notifications").path("rows").get(0).path("id").asText();
        var detail = data("/notifications/" + id);
        assertThat(detail.path("claimId").asText()).isEqualTo("c3");
        assertThat(detail.path("firing").get(0).path("labels").path("alertname").asText())
                .isEqualTo("Full");
        assertThat(detail.path("changed").path("added").get(0).asText())
                .isEqualTo(FULL.fingerprint().toString());
        assertThat(detail.path("changed").path("gone").get(0).asText())
                .isEqualTo(SLOW.fingerprint().toString());
        var before = data("/notifications/" + detail.path("before").asText());
        assertThat(before.path("outcome").asText()).isEqualTo("failed");
        assertThat(before.path("error").asText()).isEqualTo("no route to host");
        assertThat(before.path("after").asText()).isEqualTo(id);
    }

    @Test
    void countsDeliveriesInSteps() {
        sent("c1", 3_500, NotificationReason.FIRST_NOTIFICATION);
        failed("c2", 100);
        var counts = data("/notifications/counts?from=2026-01-01T11:00:00Z&buckets=6");
        assertThat(counts.path("stepSeconds").asDouble()).isEqualTo(600);
        assertThat(counts.path("series").toString())
                .isEqualTo(
                        "[{\"name\":\"failed\",\"counts\":[0,0,0,0,0,1]},{\"name\":\"sent\",\"counts\":[1,0,0,0,0,0]}]");
    }

    @Test
    void showsTheTimelineOfAnAlert() {
        server.history.add(AlertEvent.of(alert(SLOW, 400), AlertEvent.Kind.FIRING, NOW.minusSeconds(400), 1));
        server.addAlert(alert(SLOW, 400));
        failed("c1", 350);
        sent("c2", 300, NotificationReason.FIRST_NOTIFICATION);
        silence("s1", "api", 200);
        var timeline = data("/alerts/" + SLOW.fingerprint() + "/timeline");
        assertThat(rows(timeline, "events", "kind")).containsExactly("firing", "failed", "told", "silenced");
        assertThat(timeline.path("events").get(2).path("text").asText())
                .isEqualTo("Instance one told team, webhook[0] that the alert fires (first notification).");
        assertThat(timeline.path("episodes").get(0).path("endsAt").asText()).isEmpty();
    }

    @Test
    void showsTransitionsAndTheNoisiestAlerts() {
        for (var start : List.of(900, 600)) {
            server.history.add(
                    AlertEvent.of(alert(SLOW, start), AlertEvent.Kind.FIRING, NOW.minusSeconds(start), start));
            server.history.add(
                    AlertEvent.of(alert(SLOW, start), AlertEvent.Kind.RESOLVED, NOW.minusSeconds(start - 60), start));
        }
        server.history.add(AlertEvent.of(alert(FULL, 500), AlertEvent.Kind.FIRING, NOW.minusSeconds(500), 1));
        var history = data("/history?filter=job%3D%22api%22");
        assertThat(rows(history, "state")).containsExactly("resolved", "firing", "resolved", "firing");
        var noisiest = data("/history").path("noisiest");
        assertThat(noisiest.get(0).path("name").asText()).isEqualTo("Slow");
        assertThat(noisiest.get(0).path("episodes").asInt()).isEqualTo(2);
        assertThat(noisiest.get(0).path("firingSeconds").asDouble()).isEqualTo(120);
        assertThat(noisiest.get(0).path("neverTold").asInt()).isEqualTo(2);
        assertThat(data("/history?state=resolved").path("total").asInt()).isEqualTo(2);
    }

    @Test
    void explainsAnAlertThatIsSilenced() {
        server.configure(config());
        server.addAlert(alert(SLOW, 400));
        silence("s1", "api", 200);
        var answer = data("/explain?filter=alertname%3D%22Slow%22");
        assertThat(answer.path("told").asBoolean()).isFalse();
        assertThat(answer.path("verdict").asText())
                .isEqualTo("Silenced by s1 of ann until 2026-01-01T13:00:00Z (deploy).");
        assertThat(answer.path("subject").path("fingerprint").asText())
                .isEqualTo(SLOW.fingerprint().toString());
        var byFingerprint =
                server.postJson(BASE + "/explain", "{\"fingerprint\":\"%s\"}".formatted(SLOW.fingerprint()));
        assertThat(parse(byFingerprint.body()).path("data").path("verdict")).isEqualTo(answer.path("verdict"));
    }

    @Test
    void explainsAPastMomentFromTheHistory() {
        server.configure(config());
        server.history.add(AlertEvent.of(alert(SLOW, 400), AlertEvent.Kind.FIRING, NOW.minusSeconds(400), 1));
        sent("c1", 300, NotificationReason.FIRST_NOTIFICATION);
        silence("s1", "api", 200);
        var path = "/explain?filter=alertname%3D%22Slow%22&at=";
        assertThat(data(path + "2026-01-01T11:55:30Z").path("verdict").asText())
                .startsWith("Told at 2026-01-01T11:55:00Z by one");
        assertThat(data(path + "2026-01-01T11:54:00Z").path("verdict").asText())
                .isEqualTo("A notification was due at 2026-01-01T11:54:00Z, and was not sent by then.");
        assertThat(data(path + "2026-01-01T11:50:00Z").path("told").asBoolean()).isFalse();
    }

    @Test
    void previewsTheEffectOfASilence() {
        server.configure(config());
        server.addAlert(alert(SLOW, 400));
        server.addAlert(alert(FULL, 300));
        server.history.add(AlertEvent.of(alert(SLOW, 900), AlertEvent.Kind.FIRING, NOW.minusSeconds(900), 1));
        server.history.add(AlertEvent.of(alert(SLOW, 900), AlertEvent.Kind.RESOLVED, NOW.minusSeconds(800), 2));
        var preview = parse(server.postJson(
                                BASE + "/silences/preview",
                                "{\"matchers\":[{\"name\":\"job\",\"value\":\"api\"},{\"name\":\"alertname\",\"value\":\".*\",\"isRegex\":true}]}")
                        .body())
                .path("data");
        assertThat(preview.path("alerts").asInt()).isEqualTo(1);
        assertThat(preview.path("share").asDouble()).isEqualTo(0.5);
        assertThat(preview.path("perMatcher").toString()).isEqualTo("[1,2]");
        assertThat(preview.path("past").path("episodes").asInt()).isEqualTo(2);
        assertThat(preview.path("receivers").toString()).isEqualTo("[{\"name\":\"team\",\"muted\":1,\"of\":2}]");
        assertThat(preview.path("receiversQuiet")).isEmpty();
    }

    @Test
    void listsSilencesWithTheirEffect() {
        server.addAlert(alert(SLOW, 400));
        silence("s1", "api", 200);
        silence("s2", "web", 100);
        var data = data("/silences");
        assertThat(data.path("counts").path("active").asInt()).isEqualTo(2);
        var used = row(data, "s1");
        assertThat(used.path("mutesNow").asInt()).isEqualTo(1);
        assertThat(used.path("stoppedTotal").asInt()).isEqualTo(1);
        assertThat(used.path("unusedSince").asText()).isEmpty();
        var unused = row(data, "s2");
        assertThat(unused.path("mutesNow").asInt()).isZero();
        assertThat(unused.path("unusedSince").asText()).isEqualTo("2026-01-01T11:58:20.000Z");
        assertThat(data("/silences?text=S2").path("total").asInt()).isEqualTo(1);
        assertThat(data("/silences/s1").path("stopped").get(0).path("name").asText())
                .isEqualTo("Slow");
    }

    @Test
    void suggestsLabelsOfFiringAlertsFirst() {
        server.addAlert(alert(SLOW, 400));
        server.history.add(AlertEvent.of(alert(FULL, 300), AlertEvent.Kind.FIRING, NOW.minusSeconds(300), 1));
        assertThat(data("/labels/suggest?prefix=j").path("names").toString()).isEqualTo("[\"job\"]");
        assertThat(data("/labels/suggest?name=job").path("values").toString())
                .isEqualTo("[{\"value\":\"api\",\"count\":1},{\"value\":\"db\",\"count\":0}]");
    }

    @Test
    void listsActionsWithTheirOutcome() {
        var body =
                "{\"matchers\":[{\"name\":\"job\",\"value\":\"api\",\"isRegex\":false}],\"startsAt\":\"2026-01-01T12:00:00Z\","
                        + "\"endsAt\":\"2026-01-01T13:00:00Z\",\"createdBy\":\"ann\",\"comment\":\"deploy\","
                        + "\"expire\":\"when_resolved\",\"expireGraceSeconds\":600}";
        assertThat(server.postJson("/api/v2/silences", body).statusCode()).isEqualTo(200);
        var audit = data("/audit?what=silence");
        assertThat(audit.path("available").asBoolean()).isTrue();
        assertThat(rows(audit, "action")).containsExactly("silence.create");
        assertThat(rows(audit, "outcome")).containsExactly("done");
        assertThat(data("/audit?who=nobody").path("total").asInt()).isZero();
        var silence = data("/silences").path("rows").get(0);
        assertThat(silence.path("expire").asText()).isEqualTo("when_resolved");
        assertThat(silence.path("expireGraceSeconds").asDouble()).isEqualTo(600);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /notifications?outcome=lost       | parameter outcome is 'lost', but must be some of sent, failed
            /notifications?fingerprint=zz     | parameter fingerprint is 'zz', but must have 16 of the digits 0-9 and a-f
            /notifications/counts?by=color    | parameter by is 'color', but must be one of outcome, receiver, instance
            /explain                          | no alert is named: give its labels (filter=alertname="Slow") or its fingerprint
            """)
    void tellsWhatIsWrongWithAParameter(String path, String error) {
        var response = server.get(BASE + path);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(parse(response.body()).path("error").asText()).isEqualTo(error);
    }

    private void sent(String claimId, int secondsAgo, NotificationReason reason) {
        deliver(claimId, secondsAgo, reason, Set.of(episode(SLOW)), Set.of());
    }

    private void deliver(
            String claimId, int secondsAgo, NotificationReason reason, Set<Episode> firing, Set<Episode> resolved) {
        var at = NOW.minusSeconds(secondsAgo);
        var entry = new NflogEntry(
                SLOT,
                claimId,
                "one",
                NotifiedEpisodes.of(firing, resolved),
                at,
                at,
                at.plusSeconds(86_400),
                reason,
                false,
                Map.of(),
                new DeliveryStats(Map.of("job", "api"), 1, Duration.ofMillis(20)));
        var offset = server.history.deliveries(Instant.EPOCH, Instant.MAX).size();
        add(DeliveryEvent.of(entry, offset, 100).orElseThrow(), DeliveryDetails.of(entry));
    }

    private void failed(String claimId, int secondsAgo) {
        var failure = new DeliveryFailure(
                NotifiedEpisodes.of(Set.of(episode(SLOW)), Set.of()),
                NotificationReason.FIRST_NOTIFICATION,
                new DeliveryStats(Map.of("job", "api"), 3, Duration.ofMillis(20)),
                "no route to host",
                NOW.minusSeconds(secondsAgo));
        var released = new ClaimReleased(SLOT, claimId, "two", "delivery failed", Optional.of(failure));
        add(
                DeliveryEvent.of(released, 50, 100).orElseThrow(),
                DeliveryDetails.of(released).orElseThrow());
    }

    private void add(DeliveryEvent event, DeliveryDetails details) {
        server.history.add(event);
        server.deliveryDetails.put(event.id(), details);
    }

    private static Episode episode(Labels labels) {
        return new Episode(labels.fingerprint(), NOW.minusSeconds(400));
    }

    private static Alert alert(Labels labels, int secondsAgo) {
        var start = NOW.minusSeconds(secondsAgo);
        return new Alert(labels, Map.of(), start, Alert.NO_END, "", start);
    }

    private void silence(String id, String job, int secondsAgo) {
        var start = NOW.minusSeconds(secondsAgo);
        server.log.append(new ClusterRecord.SilenceChange(new Silence(
                id,
                List.of(Matcher.alerting("job", Matcher.Op.EQUAL, job)),
                start,
                NOW.plusSeconds(3_600),
                start,
                "ann",
                "deploy",
                Map.of())));
    }

    private static AlertingConfig config() {
        var options = new RouteOptions(
                "team",
                new GroupBy.ByLabels(List.of("job")),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofHours(4));
        return TestRouting.config(
                Duration.ofMinutes(5),
                RoutingTree.of(TestRouting.node(options)),
                List.of(new Receiver("team", List.of(TestIntegrations.webhook("http://example.org/hook")))),
                "");
    }

    private JsonNode data(String path) {
        var response = server.get(BASE + path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return parse(response.body()).path("data");
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private static JsonNode row(JsonNode data, String id) {
        for (var row : data.path("rows")) {
            if (row.path("id").asText().equals(id)) {
                return row;
            }
        }
        throw new AssertionError(data.toString());
    }

    private static List<String> rows(JsonNode data, String field) {
        return rows(data, "rows", field);
    }

    private static List<String> rows(JsonNode data, String list, String field) {
        var values = new ArrayList<String>();
        data.path(list).forEach(row -> values.add(row.path(field).asText()));
        return values;
    }
}
