package dev.tocsin.http.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.kafka.OversizedRecordException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Responses to {@code POST /api/v2/alerts}. */
class PostAlertsApiTest {
    private final HttpApiFixture api = HttpApiFixture.open();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void validAlertsAreStoredIfOthersAreInvalid() {
        var answer = api.postJson("/api/v2/alerts", """
                [{"labels": {}}, {"labels": {"alertname": "Good"}},
                 {"labels": {"a": "b"}, "startsAt": "2026-01-01T12:00:00Z", "endsAt": "2026-01-01T11:00:00Z"}]
                """);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("\"at least one label pair required\\nstart time must be before end time\"\n");
        assertThat(api.alertCount()).isEqualTo(1);
        assertThat(api.telemetry.scrape()).contains("alertmanager_alerts_invalid_total{version=\"v2\"} 2.0");
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
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
            [{"labels":{"a":"b"},"endsAt":"soon"}]     | 400 | {"code":400,"message":"parsing alerts body from \\"\\" failed, because 0.endsAt: 'soon' is not a time such as 2026-01-02T15:04:05Z"}
            {}                                         | 400 | {"code":400,"message":"parsing alerts body from \\"\\" failed, because the body is not an array"}
            """)
    void answersAPost(String body, int status, String expected) {
        var answer = api.postJson("/api/v2/alerts", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body().strip()).isEqualTo(expected.replace("\\\\", "\\"));
    }

    @Test
    void alertsBeyondLimitsAreRefusedAndTheOthersTaken() {
        var labels = new StringBuilder();
        for (var i = 0; i < 100_000; i++) {
            labels.append(",\"l").append(i).append("\":\"v\"");
        }
        var answer = api.postJson("/api/v2/alerts", """
                [{"labels": {"alertname": "Many"%s}}, {"labels": {"alertname": "Good"}},
                 {"labels": {"alertname": "Long", "value": "%s"}}, {"labels": {"%s": "v"}},
                 {"labels": {"alertname": "Large"}, "annotations": {"text": "%s"}}]
                """.formatted(
                        labels, "v".repeat(1_000_000), "n".repeat(60_000), "x".repeat(4_300_000)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("100,001 labels, but the limit is 1,000", "value of \\\"value\\\" has 1,000,000 characters")
                .contains("has 60,000 characters, but the limit is 1,024", "the alert has 4,300,")
                .hasSizeLessThan(3_000);
        assertThat(api.alertCount()).isEqualTo(1);
    }

    @Test
    void requestsOfTooManyAlertsOrValuesAreRefused() {
        var many = "{\"labels\":{}},".repeat(100_000) + "{\"labels\":{}}";
        var answer = api.postJson("/api/v2/alerts", "[" + many + "]");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("more than 100,000 alerts, which is the limit");

        var values = "[" + "[],".repeat(600_000) + "1]";
        for (var body : List.of("[{\"labels\":" + values + "}]", "[1," + values + "]")) {
            assertThat(api.postJson("/api/v2/alerts", body).body()).contains("it is too large: Token count");
        }
        var silence = api.postJson("/api/v2/silences", "{\"matchers\":" + values + "}");
        assertThat(silence.statusCode()).isEqualTo(400);
        assertThat(silence.body()).contains("it is too large: Token count");
    }

    @Test
    void firstMistakesOfAlertsAreListedAndTheOthersCounted() {
        var answer = api.postJson("/api/v2/alerts", "[" + "{\"labels\":{}},".repeat(99_999) + "{\"labels\":{}}]");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).endsWith("\\nand 99,900 more\"\n").hasSizeLessThan(5_000);
    }

    @Test
    void alertThatTheLogDoesNotTakeIsRefusedForGood() {
        api.log.fail(new OversizedRecordException("t.alerts", 1_200_000, null));

        var answer = api.postJson("/api/v2/alerts", "[{\"labels\":{\"a\":\"b\"}}]");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("a record of 1,200,000 bytes is larger than topic t.alerts allows; max.message.bytes");
    }

    @Test
    void mistakesOfManyAlertsAreCounted() {
        var alerts = "{\"labels\":{}},".repeat(249) + "{\"labels\":{}}";

        assertThat(api.postJson("/api/v2/alerts", "[" + alerts + "]").body()).endsWith("\\nand 150 more\"\n");
    }

    @ParameterizedTest(name = "{0} in Latin-1 is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            [{"labels":{"a":"gr\u00fcn"}}]                        | {"a":"gr\uFFFDn"}
            [{"labels":{"a":"\u00e2\u0082"}}]                    | {"a":"\uFFFD\uFFFD"}
            [{"labels":{"a":"\\ud83d"}}]                         | {"a":"\uFFFD"}
            [{"labels":{"a":"\\ud83d\\ude00"}}]                | {"a":"\ud83d\ude00"}
            [{"Labels":{"A":"b"}}]                                 | {"A":"b"}
            [{"LABELS":{"a":null,"b":"c"},"ENDSAT":"2027-01-01"}]  | {"b":"c"}
            [{"labels":null,"lAbels":{"a":"b"}}]                   | {"a":"b"}
            [{"labels":{"a":"b"}}] and more                        | {"a":"b"}
            """)
    void decodesAsTolerantlyAsGo(String body, String labels) {
        var bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        var answer = api.send(
                "POST", "/api/v2/alerts", BodyPublishers.ofByteArray(bytes), "Content-Type", "application/json");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(api.get("/api/v2/alerts").body()).contains("\"labels\":" + labels);
    }

    @Test
    void invalidJsonIsRejectedWithItsLocation() {
        var answer = api.postJson("/api/v2/alerts", "[{\"labels\": {\"a\": secret}}]");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"code\":400,\"message\":\"parsing alerts body from \\\"\\\" failed, because ")
                .contains("line 1, column");
    }

    @ParameterizedTest(name = "{0} is read as {1}")
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
        api.postJson(
                "/api/v2/alerts",
                "[{\"labels\":{\"a\":\"b\"},\"startsAt\":\"%s\",\"endsAt\":\"2027-01-01\"}]".formatted(sent.strip()));

        assertThat(api.get("/api/v2/alerts").body()).contains("\"startsAt\":\"" + expected + "\"");
    }

    @Test
    void failedWriteIsUnavailable() {
        api.log.fail("no broker answers");

        var answer = api.postJson("/api/v2/alerts", "[{\"labels\":{\"a\":\"b\"}}]");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo(
                        "\"the alerts could not be written to the log (no broker answers); some may have been stored,"
                                + " post them again\"\n");
    }

    @Test
    void largeBodyIsAccepted() {
        var alerts = new StringBuilder("[");
        for (var i = 0; i < 3_000; i++) {
            alerts.append(i == 0 ? "" : ",")
                    .append("{\"labels\":{\"alertname\":\"A%d\",\"long\":\"%s\"}}".formatted(i, "x".repeat(500)));
        }

        assertThat(api.postJson("/api/v2/alerts", alerts.append(']').toString()).statusCode())
                .isEqualTo(200);
        assertThat(api.alertCount()).isEqualTo(3_000);
    }

    @Test
    void bodyWithOtherMediaTypeIsRejected() {
        var refused = "{\"code\":415,\"message\":\"unsupported media type \\\"%s\\\", only [application/json] are"
                + " allowed\"}\n";
        var named = api.send("POST", "/api/v2/alerts", BodyPublishers.ofString("[]"), "Content-Type", "text/plain");
        var unnamed = api.send("POST", "/api/v2/alerts", BodyPublishers.ofString("[]"));

        assertThat(named.statusCode()).isEqualTo(415);
        assertThat(named.body()).isEqualTo(refused.formatted("text/plain"));
        assertThat(unnamed.body()).isEqualTo(refused.formatted("application/octet-stream"));
        assertThat(api.send("POST", "/api/v2/alerts", BodyPublishers.noBody()).body())
                .isEqualTo("{\"code\":602,\"message\":\"alerts in body is required\"}\n");
    }
}
