package dev.tocsin.http.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tocsin.alerts.Alert;
import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotRecord;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.receivers.DeliveryResult;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routing, groups, test messages and the cluster below {@code /api/v1/tocsin}. */
class RoutingApiTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PATH = "/api/v1/tocsin";

    private final HttpApiFixture api = HttpApiFixture.open();

    @BeforeEach
    void configure() {
        api.configure(TestConfigs.read("am.yml", """
                route:
                  receiver: all
                  group_by: [alertname]
                  routes:
                    - {matchers: [team=night], receiver: night, mute_time_intervals: [always], group_wait: 5s}
                    - {matchers: [team=night, severity=page], receiver: all}
                receivers:
                  - name: all
                    webhook_configs: [{url: 'http://127.0.0.1:9/topsecret'}]
                    pagerduty_configs: [{routing_key: topsecret}]
                    email_configs:
                      - {to: a@example.org, from: b@example.org, smarthost: 'mail:25', auth_password: topsecret}
                  - name: night
                    webhook_configs: [{url: 'http://127.0.0.1:9/topsecret', payload: {token: topsecret}}]
                time_intervals: [{name: always, time_intervals: [{}]}]
                inhibit_rules:
                  - {source_matchers: [severity=page], target_matchers: [severity=warning], equal: [alertname]}
                """));
        add("Down", "page", "day");
        add("Down", "warning", "day");
        add("Slow", "page", "night");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private void add(String name, String severity, String team) {
        var since = HttpApiFixture.NOW.minusSeconds(60);
        api.addAlert(new Alert(
                Labels.of("alertname", name, "severity", severity, "team", team),
                Map.of("summary", "It is bad"),
                since,
                Alert.NO_END,
                "",
                since));
    }

    private JsonNode data(String path) throws Exception {
        var answer = api.get(PATH + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("topsecret");
        return JSON.readTree(answer.body()).path("data");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void theTreeTellsWhatEachRouteHandlesAndWhichNoAlertReaches() throws Exception {
        var routing = data("/routing");
        var root = routing.path("tree");
        assertThat(root.path("groups").asInt()).isEqualTo(1);
        assertThat(root.path("alerts").asInt()).isEqualTo(2);
        var night = root.path("routes").path(0);
        assertThat(night.path("matchers")).isEqualTo(JSON.readTree("[\"team=\\\"night\\\"\"]"));
        assertThat(night.path("inherited"))
                .isEqualTo(JSON.readTree("[\"groupBy\",\"groupIntervalSeconds\",\"repeatIntervalSeconds\"]"));
        assertThat(night.path("mutedNow")).isEqualTo(JSON.readTree("[\"always\"]"));
        assertThat(night.has("result")).isFalse();
        assertThat(root.path("routes").path(1).path("shadowedBy")).isEqualTo(night.path("id"));
        assertThat(routing.path("inhibition").path(0).path("pairs").asInt()).isEqualTo(1);
        assertThat(routing.path("intervals").path(0).path("activeNow").asBoolean())
                .isTrue();
        assertThat(routing.path("intervals").path(0).path("until").asText()).isEmpty();
        assertThat(routing.path("config").asText()).contains("<secret>");
        assertThat(routing.path("receivers").path(0).path("integrations").findValuesAsText("integration"))
                .containsExactly("webhook", "email", "pagerduty");
        assertThat(routing.path("test").isNull()).isTrue();
    }

    @Test
    void labelsAreRoutedAsAlertsAre() throws Exception {
        var routing = data("/routing?labels=" + encoded("team=night,alertname=Slow"));
        assertThat(routing.path("test").path("receivers").findValuesAsText("receiver"))
                .containsExactly("night");
        var night = routing.path("tree").path("routes").path(0);
        assertThat(night.path("result").path("result").asText()).isEqualTo("matched");
        assertThat(routing.path("tree")
                        .path("routes")
                        .path(1)
                        .path("result")
                        .path("result")
                        .asText())
                .isEqualTo("notReached");
        assertThat(api.get(PATH + "/routing?labels=" + encoded("team!=night")).body())
                .contains("parameter labels is 'team!=\\\"night\\\"', but must be labels such as");
    }

    @Test
    void aGroupTellsItsSlotsAndTheNextMessageWithoutSecrets() throws Exception {
        var listed = data("/alerts?filter=" + encoded("alertname=Down"))
                .path("groups")
                .path(0);
        var id = listed.path("id").asText();
        var group = data("/groups/" + id);
        var slot = new Slot(group.path("groupKey").asText(), "all", "webhook", 0);
        assertThat(slot.groupId()).isEqualTo(id);
        assertThat(group.path("route").path("path")).isEqualTo(JSON.readTree("[\"root\"]"));
        assertThat(group.path("slots").path(0).path("decision").path("reason").asText())
                .isEqualTo("first_notification");
        assertThat(group.path("slots").path(0).path("told").isNull()).isTrue();
        assertThat(group.path("slots").path(0).path("order").size()).isEqualTo(2);
        var webhook = group.path("preview").path(0);
        assertThat(webhook.path("problem").asText()).isEmpty();
        assertThat(JSON.readTree(webhook.path("content").asText())
                        .path("alerts")
                        .size())
                .isEqualTo(1);
        assertThat(group.path("preview").path(1).path("content").asText()).contains("Subject: [FIRING:1] Down");
        assertThat(group.path("preview").path(2).path("content").asText())
                .contains("\"routing_key\":\"\\u003csecret\\u003e\"");

        var state = SlotState.initial(slot).sent(sent(slot));
        api.slots.put(slot, state.claimed(new Claim(slot, "c2", "two", Duration.ofSeconds(10)), api.now));
        var told = data("/groups/" + id).path("slots").path(0);
        assertThat(told.path("told").path("instance").asText()).isEqualTo("two");
        assertThat(told.path("holder").path("instance").asText()).isEqualTo("two");
        // The snapshot is a second old then.
        api.now = api.now.plusSeconds(1);
        assertThat(data("/alerts?filter=" + encoded("alertname=Down"))
                        .path("groups")
                        .path(0)
                        .path("lastTold")
                        .path("reason")
                        .asText())
                .isEqualTo("first notification");

        assertThat(api.get(PATH + "/groups/0000000000000000").statusCode()).isEqualTo(404);
    }

    @Test
    void aPayloadOfTheConfigurationIsNotShown() throws Exception {
        api.now = api.now.plusSeconds(1);
        var night =
                data("/alerts?state=muted").path("groups").path(0).path("id").asText();
        var group = data("/groups/" + night);
        assertThat(group.path("preview").path(0).path("problem").asText())
                .isEqualTo("nothing would be sent: all 1 alerts are muted, so nothing is sent");
    }

    private static NflogEntry sent(Slot slot) {
        var at = HttpApiFixture.NOW.minusSeconds(30);
        return new NflogEntry(
                slot,
                "c1",
                "two",
                NotifiedEpisodes.NONE,
                at,
                at,
                at.plusSeconds(9000),
                NotificationReason.FIRST_NOTIFICATION,
                false);
    }

    @Test
    void aTestMessageSaysThatItIsATestAndIsAudited() throws Exception {
        var answer = api.postJson(PATH + "/receivers/test", "{\"receiver\":\"all\",\"integration\":\"webhook\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var results = JSON.readTree(answer.body()).path("data").path("results");
        assertThat(results.size()).isEqualTo(1);
        assertThat(results.path(0).path("ok").asBoolean()).isTrue();
        assertThat(api.tested).hasSize(1);
        assertThat(api.tested.get(0).alerts().get(0).annotations().get("summary"))
                .isEqualTo("This is a test of receiver all, sent by an anonymous caller. Nothing is wrong.");
        assertThat(api.audited.stream().map(entry -> entry.action() + " " + entry.outcome()))
                .containsExactly("receiver.test ACCEPTED", "receiver.test DONE");

        api.testResult = new DeliveryResult.Retryable(DeliveryResult.Cause.SERVER_ERROR, "HTTP 500");
        var failed = api.postJson(PATH + "/receivers/test", "{\"receiver\":\"all\"}");
        assertThat(JSON.readTree(failed.body()).path("data").path("results").findValuesAsText("error"))
                .containsExactly("HTTP 500", "HTTP 500", "HTTP 500");

        assertThat(api.postJson(PATH + "/receivers/test", "{\"receiver\":\"none\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.postJson(PATH + "/receivers/test", "{\"receiver\":\"all\",\"index\":7}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.postJson(PATH + "/receivers/test", "[").statusCode()).isEqualTo(400);
        assertThat(api.postJson(PATH + "/receivers/test", "{}").statusCode()).isEqualTo(400);
        api.isAuditWritable = false;
        api.tested.clear();
        assertThat(api.postJson(PATH + "/receivers/test", "{\"receiver\":\"all\"}")
                        .statusCode())
                .isEqualTo(503);
        assertThat(api.tested).isEmpty();
    }

    @Test
    void theClusterIsShownWithItsMembersTopicsClaimsAndSkippedRecords() throws Exception {
        api.skipped.add(new SkippedRecord("tocsin.rules", 7, HttpApiFixture.NOW, "a/b", "is not valid"));
        var members = data("/members");
        assertThat(members.path("members").findValuesAsText("instance")).containsExactly("one", "two");
        assertThat(members.path("members").path(0).path("self").asBoolean()).isTrue();
        assertThat(members.path("members").path(0).path("ready").asBoolean()).isTrue();
        assertThat(members.path("members").path(1).has("ready")).isFalse();
        assertThat(members.path("topics")).isEqualTo(JSON.readTree("""
                [{"name":"tocsin.rules","partitions":1,"cleanup":"compact"}]"""));
        assertThat(members.path("skipped").path(0).path("reason").asText()).isEqualTo("is not valid");

        var slot = new Slot("{}:{}", "all", "webhook", 0);
        var claim = new Claim(slot, "c1", "two", Duration.ofSeconds(10));
        var before = SlotState.initial(slot);
        api.claims.add(new SlotRecord(
                50, HttpApiFixture.NOW, Optional.of(claim), before, before.claimed(claim, HttpApiFixture.NOW)));
        var listed = data("/claims").path("claims").path(0);
        assertThat(listed.path("outcome").asText()).isEqualTo("won");
        assertThat(listed.path("slot").path("id").asText()).isEqualTo(slot.groupId());
        assertThat(data("/claims?since=51").path("claims").size()).isZero();
    }
}
