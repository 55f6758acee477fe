package dev.tocsin.http.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.http.HttpApiFixture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Muted alerts, and labels of routes and receivers, in the API. */
class MutingApiTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpApiFixture api = HttpApiFixture.open();

    @BeforeEach
    void configure() {
        api.configure(TestConfigs.read("am.yml", """
                route:
                  receiver: all
                  group_by: [alertname]
                  labels: {about: '{{ .GroupLabels.alertname }} at {{ .ExternalURL }}'}
                  routes:
                    - {matchers: [team=night], receiver: night, mute_time_intervals: [year, always]}
                    - {matchers: [team=day], receiver: night, active_time_intervals: [never]}
                receivers:
                  - {name: all, labels: {owner: ann}}
                  - {name: night, labels: {owner: bob}}
                time_intervals:
                  - {name: year, time_intervals: [{years: ['2026']}]}
                  - {name: always, time_intervals: [{}]}
                  - {name: never, time_intervals: [{years: ['1970']}]}
                inhibit_rules:
                  - source_matchers: [severity=critical]
                    target_matchers: [severity=warning]
                    equal: [alertname]
                """));
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void alertStatusIsCurrent() throws Exception {
        post("test1", "severity", "warning");
        assertThat(states("/api/v2/alerts")).containsExactly("warning active [] []");

        var silence = silence("test1");
        assertThat(states("/api/v2/alerts")).containsExactly("warning suppressed [\"%s\"] []".formatted(silence));

        post("test1", "severity", "critical");
        var source = fingerprint("severity=\"critical\"");
        assertThat(states("/api/v2/alerts"))
                .containsExactlyInAnyOrder(
                        "warning suppressed [\"%s\"] [\"%s\"]".formatted(silence, source),
                        "critical suppressed [\"%s\"] []".formatted(silence));

        api.send("DELETE", "/api/v2/silence/" + silence, java.net.http.HttpRequest.BodyPublishers.noBody());
        assertThat(states("/api/v2/alerts"))
                .containsExactlyInAnyOrder("warning suppressed [] [\"%s\"]".formatted(source), "critical active [] []");
        assertThat(states("/api/v2/alerts?inhibited=false")).containsExactly("critical active [] []");
        assertThat(states("/api/v2/alerts?active=false"))
                .containsExactly("warning suppressed [] [\"%s\"]".formatted(source));
    }

    @Test
    void silencedAndInhibitedAlertIsExcludedByEitherFilter() throws Exception {
        post("test1", "severity", "critical");
        post("test1", "severity", "warning");
        silence("test1");
        assertThat(states("/api/v2/alerts?silenced=false")).isEmpty();
        assertThat(states("/api/v2/alerts?inhibited=false")).hasSize(1);
    }

    @Test
    void groupOfAMutedRouteIsMutedByItsTimeIntervals() throws Exception {
        post("test1", "team", "night");
        post("test2", "team", "day");
        post("test3", "team", "other");
        var groups = json("/api/v2/alerts/groups");
        assertThat(groups.get(0).at("/alerts/0/status/mutedBy")).hasToString("[\"year\",\"always\"]");
        assertThat(groups.get(0).at("/alerts/0/status/state").asText()).isEqualTo("suppressed");
        assertThat(groups.get(1).at("/alerts/0/status/mutedBy")).hasToString("[\"never\"]");
        assertThat(groups.get(2).at("/alerts/0/status/mutedBy")).hasToString("[]");
        assertThat(json("/api/v2/alerts/groups?muted=false")).hasSize(1);
        assertThat(json("/api/v2/alerts").at("/0/status/mutedBy"))
                .as("a list of alerts has no routes")
                .hasToString("[]");
    }

    @Test
    void routeAndReceiverLabelsAreShownAndFiltered() throws Exception {
        post("test1", "team", "other");
        post("test2", "team", "night");
        assertThat(json("/api/v2/alerts/groups").at("/0/routeLabels/about").asText())
                .isEqualTo("test1 at http://tocsin");
        assertThat(api.get("/api/v2/receivers").body())
                .isEqualTo("[{\"labels\":{\"name\":\"all\",\"owner\":\"ann\"},\"name\":\"all\"},"
                        + "{\"labels\":{\"name\":\"night\",\"owner\":\"bob\"},\"name\":\"night\"}]\n");
        assertThat(json("/api/v2/receivers?receiver_matchers=owner=bob")).hasSize(1);
        assertThat(json("/api/v2/alerts?receiver_matchers=owner=bob")).hasSize(1);
        assertThat(json("/api/v2/alerts/groups?receiver_matchers=owner!=bob")).hasSize(1);
        assertThat(json("/api/v2/alerts?receiver_matchers=owner=bob&receiver=all"))
                .isEmpty();
        assertThat(api.get("/api/v2/alerts?receiver_matchers=owner").statusCode())
                .isEqualTo(400);
    }

    private void post(String name, String label, String value) {
        var posted = api.postJson("/api/v2/alerts", """
                [{"labels": {"alertname": "%s", "%s": "%s"}}]""".formatted(name, label, value));
        assertThat(posted.statusCode()).isEqualTo(200);
    }

    private String silence(String name) throws Exception {
        var answer = api.postJson("/api/v2/silences", """
                {"matchers": [{"name": "alertname", "value": "%s", "isRegex": false}], "createdBy": "", "comment": "",
                 "startsAt": "2026-01-01T12:00:00Z", "endsAt": "2026-01-01T13:00:00Z"}""".formatted(name));
        return JSON.readTree(answer.body()).get("silenceID").asText();
    }

    private String fingerprint(String matcher) throws Exception {
        return json("/api/v2/alerts?filter=" + java.net.URLEncoder.encode(matcher, "UTF-8"))
                .at("/0/fingerprint")
                .asText();
    }

    private List<String> states(String path) throws Exception {
        var states = new ArrayList<String>();
        json(path)
                .forEach(alert -> states.add("%s %s %s %s"
                        .formatted(
                                alert.at("/labels/severity").asText(),
                                alert.at("/status/state").asText(),
                                alert.at("/status/silencedBy"),
                                alert.at("/status/inhibitedBy"))));
        return states;
    }

    private JsonNode json(String path) throws Exception {
        return JSON.readTree(api.get(path).body());
    }
}
