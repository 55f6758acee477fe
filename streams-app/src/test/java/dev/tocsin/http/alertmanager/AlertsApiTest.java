package dev.tocsin.http.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.routing.RoutingTree;
import dev.tocsin.notification.routing.TestRouteOptions;
import dev.tocsin.notification.routing.TestRouting;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsApiTest {
    private static final Pattern NAME = Pattern.compile("\"alertname\":\"([^\"]*)\"");

    private final HttpApiFixture api = HttpApiFixture.open();

    @BeforeEach
    void configureRoutesBySeverity() {
        var options = TestRouteOptions.of("all", "alertname");
        var critical = TestRouting.node(
                TestRouteOptions.of("pager", "alertname"),
                List.of(Matcher.alerting("severity", Matcher.Op.EQUAL, "critical")),
                true,
                List.of());
        var any = TestRouting.node(
                TestRouteOptions.of("mail", "alertname"),
                List.of(Matcher.alerting("severity", Matcher.Op.REGEX, ".+")),
                false,
                List.of());
        api.configure(TestRouting.config(
                Duration.ofMinutes(5),
                RoutingTree.of(TestRouting.node(options, critical, any)),
                List.of(
                        new Receiver("all", List.of()),
                        new Receiver("pager", List.of()),
                        new Receiver("mail", List.of())),
                "route:\n  receiver: all\n"));
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void postedAlertIsListed() {
        var posted = api.postJson("/api/v2/alerts", """
                [{"labels": {"alertname": "alert1", "severity": "critical", "empty": ""},
                  "annotations": {"summary": "a < b & c"}, "startsAt": "2026-01-01T11:00:00.1234+01:00",
                  "generatorURL": "http://p/graph?g0.expr=up{}", "unknown": 1}]
                """);

        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(posted.body()).isEmpty();
        assertThat(posted.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(api.get("/api/v2/alerts").body())
                .isEqualTo("[{\"annotations\":{\"summary\":\"a < b & c\"},\"endsAt\":\"2026-01-01T12:05:00.000Z\","
                        + "\"fingerprint\":\"0223b772b51c29e1\",\"receivers\":[{\"name\":\"pager\"},{\"name\":\"mail\"}],"
                        + "\"startsAt\":\"2026-01-01T10:00:00.123Z\",\"status\":{\"inhibitedBy\":[],\"mutedBy\":[],"
                        + "\"silencedBy\":[],\"state\":\"active\"},\"updatedAt\":\"2026-01-01T12:00:00.000Z\","
                        + "\"generatorURL\":\"http://p/graph?g0.expr=up{}\","
                        + "\"labels\":{\"alertname\":\"alert1\",\"severity\":\"critical\"}}]\n");
        assertThat(api.telemetry.scrape())
                .contains("alertmanager_alerts_received_total{status=\"firing\",version=\"v2\"} 1.0");
    }

    @Test
    void ruleAlertWithoutEndHasADefaultEndAndNoGenerator() {
        api.addAlert(new Alert(
                Labels.of("alertname", "Own"), Map.of(), HttpApiFixture.NOW, Alert.NO_END, "", HttpApiFixture.NOW));

        assertThat(api.get("/api/v2/alerts").body())
                .contains("\"endsAt\":\"2026-01-01T12:05:00.000Z\"")
                .contains("\"receivers\":[{\"name\":\"all\"}]")
                .doesNotContain("generatorURL");
    }

    @ParameterizedTest(name = "{0} lists {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                                        | Disk Load Up
            ?active=true                              | Disk Load Up
            ?active=false                             | Load
            ?silenced=false                           | Disk Up
            ?silenced=0&active=                       | Disk Up
            ?active=nonsense&silenced=no              | ''
            ?inhibited=false&unprocessed=false        | Disk Load Up
            ?filter=severity="critical"               | Disk Load
            ?filter=severity=                         | Up
            ?filter=severity!=                        | Disk Load
            ?filter=severity!=critical                | Up
            ?filter=alertname=~"[DU].*"               | Disk Up
            ?filter=alertname=~D.*&filter=severity=~.+| Disk
            ?receiver=pager                           | Disk Load
            ?receiver=all                             | Up
            ?receiver=al                              | ''
            ?receiver=                                | Disk Load Up
            ?receiver_matchers=name=~"pa.*"           | Disk Load
            """)
    void lists(String query, String expected) {
        silencedDiskLoadAndUp();

        assertThat(names(api.get("/api/v2/alerts" + encoded(query)).body())).isEqualTo(expected);
        assertThat(names(api.get("/api/v2/alerts/groups" + encoded(query)).body()))
                .isEqualTo(expected);
    }

    @Test
    void silenceIsEffectiveAtOnceAndResolvedAlertIsNotListed() {
        silencedDiskLoadAndUp();

        assertThat(api.get("/api/v2/alerts?active=false").body())
                .contains("\"silencedBy\":[\"00000000-0000-4000-8000-000000000001\"],\"state\":\"suppressed\"");
        api.now = HttpApiFixture.NOW.plusSeconds(7_201);
        assertThat(api.get("/api/v2/alerts").body()).isEqualTo("[]\n");
    }

    @Test
    void groupsAreListedWithAlertsAndReceivers() {
        api.postJson("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"A\",\"severity\":\"critical\"}}]");

        var alert = "[{\"annotations\":{},\"endsAt\":\"2026-01-01T12:05:00.000Z\",\"fingerprint\":\"%s\","
                + "\"receivers\":[{\"name\":\"mail\"},{\"name\":\"pager\"}],\"startsAt\":\"2026-01-01T12:00:00.000Z\","
                + "\"status\":{\"inhibitedBy\":[],\"mutedBy\":[],\"silencedBy\":[],\"state\":\"active\"},"
                + "\"updatedAt\":\"2026-01-01T12:00:00.000Z\",\"labels\":{\"alertname\":\"A\",\"severity\":\"critical\"}}]";
        var fingerprint = Labels.of("alertname", "A", "severity", "critical").fingerprint();
        var group = "{\"alerts\":" + alert.formatted(fingerprint)
                + ",\"labels\":{\"alertname\":\"A\"},\"receiver\":{\"name\":\"%s\"},\"routeLabels\":{}}";
        assertThat(api.get("/api/v2/alerts/groups").body())
                .isEqualTo("[" + group.formatted("mail") + "," + group.formatted("pager") + "]\n");
    }

    @Test
    void withoutConfigurationAlertsHaveNoGroupsOrReceivers() {
        try (var unconfigured = HttpApiFixture.open()) {
            unconfigured.postJson("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"A\"}}]");

            assertThat(unconfigured.get("/api/v2/alerts").body())
                    .contains("\"receivers\":[]")
                    .contains("\"A\"");
            assertThat(unconfigured.get("/api/v2/alerts/groups").body()).isEqualTo("[]\n");
            assertThat(unconfigured.get("/api/v2/receivers").body()).isEqualTo("[]\n");
        }
    }

    @Test
    void receiversAreListedInConfigurationOrder() {
        assertThat(api.get("/api/v2/receivers").body())
                .isEqualTo("[{\"labels\":{\"name\":\"all\"},\"name\":\"all\"},{\"labels\":{\"name\":\"pager\"},"
                        + "\"name\":\"pager\"},{\"labels\":{\"name\":\"mail\"},\"name\":\"mail\"}]\n");
    }

    @ParameterizedTest(name = "{0} is rejected: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            /api/v2/alerts?filter=a                  | "bad matcher format: a"
            /api/v2/alerts?filter={a=b}              | "unexpected open or close brace: {a=b}"
            /api/v2/alerts/groups?filter=a           | "bad matcher format: a"
            /api/v2/silences?filter=a                | "bad matcher format: a"
            /api/v2/alerts?receiver_matchers=a       | "failed to parse receiver_matchers param: bad matcher format: a"
            /api/v2/receivers?receiver_matchers=a    | "failed to parse receiver_matchers param: bad matcher format: a"
            """)
    void refusesParameters(String path, String expected) {
        var answer = api.get(encoded(path));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body().strip()).isEqualTo(expected);
    }

    @Test
    void invalidReceiverExpressionIsRejected() {
        var answer = api.get("/api/v2/alerts?receiver=%28");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("\"failed to parse receiver param: error parsing regexp: ");
    }

    private void silencedDiskLoadAndUp() {
        var body = """
                [{"labels": {"alertname": "Disk", "severity": "critical"}, "endsAt": "2026-01-01T13:00:00Z"},
                 {"labels": {"alertname": "Load", "severity": "critical"}, "endsAt": "2026-01-01T13:00:00Z"},
                 {"labels": {"alertname": "Up"}, "endsAt": "2026-01-01T13:00:00Z"}]
                """;
        assertThat(api.postJson("/api/v2/alerts", body).statusCode()).isEqualTo(200);
        var silence = """
                {"matchers": [{"name": "alertname", "value": "Load", "isRegex": false}], "createdBy": "", "comment": "",
                 "startsAt": "2026-01-01T12:00:00Z", "endsAt": "2026-01-01T14:00:00Z"}
                """;
        assertThat(api.postJson("/api/v2/silences", silence).statusCode()).isEqualTo(200);
    }

    private static String names(String body) {
        return NAME.matcher(body)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .sorted()
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    /** Encodes the parameter values of a path. */
    private static String encoded(String path) {
        var parts = path.split("\\?", 2);
        if (parts.length < 2) {
            return path;
        }
        var query = new StringBuilder();
        for (var pair : parts[1].split("&")) {
            var value = pair.split("=", 2);
            query.append(query.isEmpty() ? "?" : "&")
                    .append(value[0])
                    .append('=')
                    .append(URLEncoder.encode(value[1], StandardCharsets.UTF_8));
        }
        return parts[0] + query;
    }
}
