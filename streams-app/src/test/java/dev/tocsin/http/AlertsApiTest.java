package dev.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.configuration.AlertingConfig;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.routing.GroupBy;
import dev.tocsin.notification.routing.Options;
import dev.tocsin.notification.routing.RouteNode;
import dev.tocsin.notification.routing.RoutingTree;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsApiTest {
    private static final Pattern NAME = Pattern.compile("\"alertname\":\"([^\"]*)\"");

    private final OpenDoor door = OpenDoor.open();

    @BeforeEach
    void routesByTeam() {
        var options = Options.DEFAULT.withReceiver("all").withGroupBy(GroupBy.parse(List.of("alertname")));
        var critical = new RouteNode(
                options.withReceiver("pager"),
                List.of(Matcher.alerting("severity", Matcher.Op.EQUAL, "critical")),
                true,
                List.of());
        var any = new RouteNode(
                options.withReceiver("mail"),
                List.of(Matcher.alerting("severity", Matcher.Op.REGEX, ".+")),
                false,
                List.of());
        door.config = Optional.of(new AlertingConfig(
                Duration.ofMinutes(5),
                RoutingTree.of(RouteNode.of(options, critical, any)),
                List.of(
                        new Receiver("all", List.of()),
                        new Receiver("pager", List.of()),
                        new Receiver("mail", List.of())),
                "route:\n  receiver: all\n"));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void anAlertThatWasPostedIsListed() {
        var posted = door.postJson("/api/v2/alerts", """
                [{"labels": {"alertname": "alert1", "severity": "critical", "empty": ""},
                  "annotations": {"summary": "a < b & c"}, "startsAt": "2026-01-01T11:00:00.1234+01:00",
                  "generatorURL": "http://p/graph?g0.expr=up{}", "unknown": 1}]
                """);

        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(posted.body()).isEmpty();
        assertThat(posted.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(door.get("/api/v2/alerts").body())
                .isEqualTo("[{\"annotations\":{\"summary\":\"a < b & c\"},\"endsAt\":\"2026-01-01T12:05:00.000Z\","
                        + "\"fingerprint\":\"0223b772b51c29e1\",\"receivers\":[{\"name\":\"pager\"},{\"name\":\"mail\"}],"
                        + "\"startsAt\":\"2026-01-01T10:00:00.123Z\",\"status\":{\"inhibitedBy\":[],\"mutedBy\":[],"
                        + "\"silencedBy\":[],\"state\":\"active\"},\"updatedAt\":\"2026-01-01T12:00:00.000Z\","
                        + "\"generatorURL\":\"http://p/graph?g0.expr=up{}\","
                        + "\"labels\":{\"alertname\":\"alert1\",\"severity\":\"critical\"}}]\n");
        assertThat(door.telemetry.text())
                .contains("alertmanager_alerts_received_total{status=\"firing\",version=\"v2\"} 1.0");
    }

    @Test
    void anOwnAlertWithoutAForeseenEndIsShownWithSomeEndAndNoGenerator() {
        door.put(new Alert(Labels.of("alertname", "Own"), Map.of(), OpenDoor.NOW, Alert.OPEN, "", OpenDoor.NOW));

        assertThat(door.get("/api/v2/alerts").body())
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

        assertThat(names(door.get("/api/v2/alerts" + encoded(query)).body())).isEqualTo(expected);
        assertThat(names(door.get("/api/v2/alerts/groups" + encoded(query)).body()))
                .isEqualTo(expected);
    }

    @Test
    void aSilenceShowsAtOnceAndAnAlertThatIsOverDoesNot() {
        silencedDiskLoadAndUp();

        assertThat(door.get("/api/v2/alerts?active=false").body())
                .contains("\"silencedBy\":[\"00000000-0000-4000-8000-000000000001\"],\"state\":\"suppressed\"");
        door.now = OpenDoor.NOW.plusSeconds(7_201);
        assertThat(door.get("/api/v2/alerts").body()).isEqualTo("[]\n");
    }

    @Test
    void groupsAreListedWithTheirAlertsAndAllWhoAreTold() {
        door.postJson("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"A\",\"severity\":\"critical\"}}]");

        var alert = "[{\"annotations\":{},\"endsAt\":\"2026-01-01T12:05:00.000Z\",\"fingerprint\":\"%s\","
                + "\"receivers\":[{\"name\":\"mail\"},{\"name\":\"pager\"}],\"startsAt\":\"2026-01-01T12:00:00.000Z\","
                + "\"status\":{\"inhibitedBy\":[],\"mutedBy\":[],\"silencedBy\":[],\"state\":\"active\"},"
                + "\"updatedAt\":\"2026-01-01T12:00:00.000Z\",\"labels\":{\"alertname\":\"A\",\"severity\":\"critical\"}}]";
        var fingerprint = Labels.of("alertname", "A", "severity", "critical").fingerprint();
        var group = "{\"alerts\":" + alert.formatted(fingerprint)
                + ",\"labels\":{\"alertname\":\"A\"},\"receiver\":{\"name\":\"%s\"},\"routeLabels\":{}}";
        assertThat(door.get("/api/v2/alerts/groups").body())
                .isEqualTo("[" + group.formatted("mail") + "," + group.formatted("pager") + "]\n");
    }

    @Test
    void withoutAConfigurationAlertsAreListedAndThereAreNoGroupsOrReceivers() {
        door.config = Optional.empty();
        door.postJson("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"A\"}}]");

        assertThat(door.get("/api/v2/alerts").body())
                .contains("\"receivers\":[]")
                .contains("\"A\"");
        assertThat(door.get("/api/v2/alerts/groups").body()).isEqualTo("[]\n");
        assertThat(door.get("/api/v2/receivers").body()).isEqualTo("[]\n");
    }

    @Test
    void receiversAreListedInOrderOfTheConfiguration() {
        assertThat(door.get("/api/v2/receivers").body())
                .isEqualTo("[{\"labels\":{\"name\":\"all\"},\"name\":\"all\"},{\"labels\":{\"name\":\"pager\"},"
                        + "\"name\":\"pager\"},{\"labels\":{\"name\":\"mail\"},\"name\":\"mail\"}]\n");
    }

    @Test
    void validAlertsAreTakenAlthoughOthersAreNot() {
        var answer = door.postJson("/api/v2/alerts", """
                [{"labels": {}}, {"labels": {"alertname": "Good"}},
                 {"labels": {"a": "b"}, "startsAt": "2026-01-01T12:00:00Z", "endsAt": "2026-01-01T11:00:00Z"}]
                """);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("\"at least one label pair required\\nstart time must be before end time\"\n");
        assertThat(door.alertCount()).isEqualTo(1);
        assertThat(door.telemetry.text()).contains("alertmanager_alerts_invalid_total{version=\"v2\"} 2.0");
    }

    @ParameterizedTest(name = "{0} is answered {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            []                                         | 200 | ^^
            null                                       | 200 | ^^
            ^^                                         | 422 | {"code":602,"message":"alerts in body is required"}
            [{}]                                       | 422 | {"code":602,"message":"0.labels in body is required"}
            [null]                                     | 422 | {"code":602,"message":"0 in body is required"}
            [{"labels":{"a":"b"}},{"labels":null}]     | 422 | {"code":602,"message":"1.labels in body is required"}
            [{"labels":{"a":"b"},"generatorURL":"x y"}]| 422 | {"code":601,"message":"0.generatorURL in body must be of type uri: \\"x y\\""}
            [{"labels":{"a":"b"},"generatorURL":"/x"}] | 200 | ^^
            [{"labels":{"a":1}}]                       | 400 | {"code":400,"message":"parsing alerts body from \\"\\" failed, because 0.labels.a is not a string"}
            [{"labels":{"a":"b"},"endsAt":"soon"}]     | 400 | {"code":400,"message":"parsing alerts body from \\"\\" failed, because 0.endsAt: 'soon' is no time such as 2026-01-02T15:04:05Z"}
            {}                                         | 400 | {"code":400,"message":"parsing alerts body from \\"\\" failed, because the body is not an array"}
            """)
    void answersAPost(String body, int status, String expected) {
        var answer = door.postJson("/api/v2/alerts", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body().strip()).isEqualTo(expected.replace("\\\\", "\\"));
    }

    @Test
    void whatIsNotJsonIsRefusedWithItsPlace() {
        var answer = door.postJson("/api/v2/alerts", "[{\"labels\": {\"a\": secret}}]");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"code\":400,\"message\":\"parsing alerts body from \\\"\\\" failed, because ")
                .contains("line 1, column");
    }

    @ParameterizedTest(name = "{0} is taken for {1}")
    @CsvSource(textBlock = """
            2026-01-01T12:30:00.123456789Z , 2026-01-01T12:30:00.123Z
            2026-01-01T12:30:00+01:00      , 2026-01-01T11:30:00.000Z
            2026-01-01T12:30:00-0130       , 2026-01-01T14:00:00.000Z
            2026-01-01T12:30:00            , 2026-01-01T12:30:00.000Z
            2026-01-01T12:30               , 2026-01-01T12:30:00.000Z
            2026-01-01 12:30:00            , 2026-01-01T12:30:00.000Z
            2026-01-01                     , 2026-01-01T00:00:00.000Z
            ''                             , 1970-01-01T00:00:00.000Z
            0001-01-01T00:00:00.000Z       , 2027-01-01T00:00:00.000Z
            """)
    void readsTimes(String sent, String expected) {
        door.postJson(
                "/api/v2/alerts",
                "[{\"labels\":{\"a\":\"b\"},\"startsAt\":\"%s\",\"endsAt\":\"2027-01-01\"}]".formatted(sent.strip()));

        assertThat(door.get("/api/v2/alerts").body()).contains("\"startsAt\":\"" + expected + "\"");
    }

    @Test
    void nothingIsPromisedWhenTheLogCanNotBeReached() {
        door.log.cutOff("no broker answers");

        var answer = door.postJson("/api/v2/alerts", "[{\"labels\":{\"a\":\"b\"}}]");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("\"the alerts could not be written to the log (no broker answers); nothing is promised,"
                        + " post them again\"\n");
    }

    @Test
    void aLargePostIsTakenWhole() {
        var alerts = new StringBuilder("[");
        for (var i = 0; i < 3_000; i++) {
            alerts.append(i == 0 ? "" : ",")
                    .append("{\"labels\":{\"alertname\":\"A%d\",\"long\":\"%s\"}}".formatted(i, "x".repeat(500)));
        }

        assertThat(door.postJson("/api/v2/alerts", alerts.append(']').toString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(door.alertCount()).isEqualTo(3_000);
    }

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            /api/v2/alerts?filter=a                  | "bad matcher format: a"
            /api/v2/alerts?filter={a=b}              | "unexpected open or close brace: {a=b}"
            /api/v2/alerts/groups?filter=a           | "bad matcher format: a"
            /api/v2/silences?filter=a                | "bad matcher format: a"
            /api/v2/alerts?receiver_matchers=a       | "failed to parse receiver_matchers param: bad matcher format: a"
            /api/v2/receivers?receiver_matchers=a    | "failed to parse receiver_matchers param: bad matcher format: a"
            """)
    void refusesParameters(String path, String expected) {
        var answer = door.get(encoded(path));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body().strip()).isEqualTo(expected);
    }

    @Test
    void aReceiverThatIsNoRegularExpressionIsRefused() {
        var answer = door.get("/api/v2/alerts?receiver=%28");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("\"failed to parse receiver param: error parsing regexp: ");
    }

    @Test
    void aBodyThatIsNotCalledJsonIsRefused() {
        var refused = "{\"code\":415,\"message\":\"unsupported media type \\\"%s\\\", only [application/json] are"
                + " allowed\"}\n";
        var named = door.send("POST", "/api/v2/alerts", BodyPublishers.ofString("[]"), "Content-Type", "text/plain");
        var unnamed = door.send("POST", "/api/v2/alerts", BodyPublishers.ofString("[]"));

        assertThat(named.statusCode()).isEqualTo(415);
        assertThat(named.body()).isEqualTo(refused.formatted("text/plain"));
        assertThat(unnamed.body()).isEqualTo(refused.formatted("application/octet-stream"));
        assertThat(door.send("POST", "/api/v2/alerts", BodyPublishers.noBody()).body())
                .isEqualTo("{\"code\":602,\"message\":\"alerts in body is required\"}\n");
    }

    private void silencedDiskLoadAndUp() {
        var body = """
                [{"labels": {"alertname": "Disk", "severity": "critical"}, "endsAt": "2026-01-01T13:00:00Z"},
                 {"labels": {"alertname": "Load", "severity": "critical"}, "endsAt": "2026-01-01T13:00:00Z"},
                 {"labels": {"alertname": "Up"}, "endsAt": "2026-01-01T13:00:00Z"}]
                """;
        assertThat(door.postJson("/api/v2/alerts", body).statusCode()).isEqualTo(200);
        var silence = """
                {"matchers": [{"name": "alertname", "value": "Load", "isRegex": false}], "createdBy": "", "comment": "",
                 "startsAt": "2026-01-01T12:00:00Z", "endsAt": "2026-01-01T14:00:00Z"}
                """;
        assertThat(door.postJson("/api/v2/silences", silence).statusCode()).isEqualTo(200);
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

    /** The values of a query, encoded. */
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
