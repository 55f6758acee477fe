package dev.tocsin.http.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.log.ClusterRecord;
import dev.tocsin.notification.silences.Silence;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilencesApiTest {
    private static final String ID = "00000000-0000-4000-8000-%012d";
    private static final String UNKNOWN = "6f0a3f6c-98d6-4b0f-8d1c-5f1f5c3a6d77";

    private static final Pattern VALUE = Pattern.compile("\"value\":\"([^\"]*)\"");

    private final HttpApiFixture api = HttpApiFixture.open();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void silenceIsCreatedShownAndExpired() {
        var made = api.postJson("/api/v2/silences", """
                {"matchers": [{"name": "foo🙂", "value": "b.*", "isRegex": true, "isEqual": false},
                              {"name": "a", "value": "<b>", "isRegex": false}],
                 "startsAt": "2026-01-01T11:00:00Z", "endsAt": "2026-01-01T14:00:00Z",
                 "createdBy": "me", "comment": "", "annotations": {"ticket": "7"}}
                """);

        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body()).isEqualTo("{\"silenceID\":\"" + ID.formatted(1) + "\"}\n");
        var view = "{\"id\":\"" + ID.formatted(1)
                + "\",\"status\":{\"state\":\"%s\"},\"updatedAt\":\"2026-01-01T12:00:00.000Z\","
                + "\"annotations\":{\"ticket\":\"7\"},\"comment\":\"\",\"createdBy\":\"me\",\"endsAt\":\"%s\","
                + "\"matchers\":[{\"isEqual\":false,\"isRegex\":true,\"name\":\"foo🙂\",\"value\":\"b.*\"},"
                + "{\"isEqual\":true,\"isRegex\":false,\"name\":\"a\",\"value\":\"<b>\"}],"
                + "\"startsAt\":\"2026-01-01T12:00:00.000Z\"}";
        assertThat(one(1).body()).isEqualTo(view.formatted("active", "2026-01-01T14:00:00.000Z") + "\n");
        assertThat(api.get("/api/v2/silences").body())
                .isEqualTo("[" + view.formatted("active", "2026-01-01T14:00:00.000Z") + "]\n");

        for (var again = 0; again < 2; again++) {
            var ended = api.send("DELETE", "/api/v2/silence/" + ID.formatted(1), BodyPublishers.noBody());
            assertThat(ended.statusCode()).isEqualTo(200);
            assertThat(ended.body()).isEmpty();
        }
        assertThat(one(1).body()).isEqualTo(view.formatted("expired", "2026-01-01T12:00:00.000Z") + "\n");
    }

    @Test
    void silenceKeepsItsIdIfOnlyItsEndChanges() {
        silence("a", "2026-01-01T12:00:00Z", "2026-01-01T13:00:00Z");

        assertThat(edit(1, "a").body()).contains(ID.formatted(1));
        assertThat(edit(1, "other").body()).contains(ID.formatted(2));
        assertThat(one(1).body()).contains("expired");
    }

    @Test
    void silencesAreSortedByStateAndEnd() {
        silence("late", "2026-01-01T12:00:00Z", "2026-01-01T15:00:00Z");
        silence("soon", "2026-01-01T12:00:00Z", "2026-01-01T14:00:00Z");
        silence("far", "2026-01-03T12:00:00Z", "2026-01-03T14:00:00Z");
        silence("near", "2026-01-02T12:00:00Z", "2026-01-04T14:00:00Z");
        silence("gone", "2026-01-01T12:00:00Z", "2026-01-01T12:01:00Z");
        silence("over", "2026-01-01T12:00:00Z", "2026-01-01T12:02:00Z");
        api.now = HttpApiFixture.NOW.plusSeconds(600);

        assertThat(values("")).isEqualTo("soon late near far over gone");
        assertThat(values("?expired=false&pending=false")).isEqualTo("soon late");
        assertThat(values("?active=false&expired=false")).isEqualTo("near far");
        assertThat(values("?filter=a%3Dnear")).isEqualTo("near");
        assertThat(values("?filter=a%3D~near")).isEmpty();
        assertThat(values("?filter=a%3Dnear&filter=b%3Dc")).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            ^^                                  | 422 | {"code":602,"message":"silence in body is required"}
            {}                                  | 422 | {"code":602,"message":"comment in body is required"}
            {C}                                 | 422 | {"code":602,"message":"endsAt in body is required"}
            {C,E}                               | 422 | {"code":602,"message":"matchers in body is required"}
            {C,E,"matchers":[]}                 | 422 | {"code":612,"message":"matchers in body should have at least 1 items"}
            {C,E,"matchers":[{"name":"a"}]}     | 422 | {"code":602,"message":"matchers.0.isRegex in body is required"}
            {C,E,M}                             | 422 | {"code":602,"message":"startsAt in body is required"}
            {C,E,M,"startsAt":"0001-01-01T00:00:00Z","endsAt":"0001-01-01T00:00:00Z"} | 400 | "Failed to create silence: start time must be before end time"
            {C,M,"startsAt":"2026-01-01T10:00:00Z","endsAt":"2026-01-01T11:00:00Z"} | 400 | "Failed to create silence: end time can't be in the past"
            {C,E,S,"matchers":[{"name":"a","value":".*","isRegex":true}]} | 400 | "invalid silence: matcher set 0: at least one matcher must not match the empty string"
            {C,E,S,"matchers":[{"name":"","value":"x","isRegex":false}]} | 400 | "invalid silence: invalid label matcher 0 in set 0: invalid label name \\"\\""
            {C,E,S,M,"id":"6f0a3f6c-98d6-4b0f-8d1c-5f1f5c3a6d77"} | 404 | "silence not found"
            null                                | 422 | {"code":602,"message":"comment in body is required"}
            []                                  | 400 | {"code":400,"message":"parsing silence body from \\"\\" failed, because the body is not an object"}
            """)
    void refuses(String body, int status, String expected) {
        var whole = body.replace("C", "\"createdBy\":\"\",\"comment\":\"\"")
                .replace("E", "\"endsAt\":\"2026-01-01T13:00:00Z\"")
                .replace("S", "\"startsAt\":\"2026-01-01T12:00:00Z\"")
                .replace("M", "\"matchers\":[{\"name\":\"a\",\"value\":\"b\",\"isRegex\":false}]");

        var answer = api.postJson("/api/v2/silences", whole);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body().strip()).isEqualTo(expected.replace("\\\\", "\\"));
    }

    @ParameterizedTest(name = "{0} of {1}: {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            GET    | 6f0a3f6c-98d6-4b0f-8d1c-5f1f5c3a6d77 | 404 | ^^
            DELETE | 6f0a3f6c-98d6-4b0f-8d1c-5f1f5c3a6d77 | 404 | ^^
            GET    | x                                    | 422 | {"code":601,"message":"silenceID in path must be of type uuid: \\"x\\""}
            DELETE | x                                    | 422 | {"code":601,"message":"silenceID in path must be of type uuid: \\"x\\""}
            PUT    | 6f0a3f6c-98d6-4b0f-8d1c-5f1f5c3a6d77 | 405 | {"code":405,"message":"method PUT is not allowed, but [DELETE,GET] are"}
            """)
    void answersRequestsForOneSilence(String method, String id, int status, String expected) {
        var answer = api.send(method, "/api/v2/silence/" + id, BodyPublishers.noBody());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body().strip()).isEqualTo(expected.replace("\\\\", "\\"));
    }

    /** Other writers of the cluster log, and restored silences, may have ids of another form. */
    @Test
    void silenceWhoseIdIsNoUuidCanBeReadAndExpired() {
        api.log.append(new ClusterRecord.SilenceChange(new Silence(
                "x",
                List.of(Matcher.alerting("a", Matcher.Op.EQUAL, "b")),
                HttpApiFixture.NOW.minusSeconds(60),
                HttpApiFixture.NOW.plusSeconds(3600),
                HttpApiFixture.NOW,
                "me",
                "",
                Map.of())));

        assertThat(api.get("/api/v2/silence/x").statusCode()).isEqualTo(200);
        assertThat(api.send("DELETE", "/api/v2/silence/x", BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(200);
        assertThat(api.get("/api/v2/silence/x").body()).contains("\"state\":\"expired\"");
    }

    @Test
    void failedWriteIsUnavailable() {
        silence("a", "2026-01-01T12:00:00Z", "2026-01-01T13:00:00Z");
        api.log.fail("no broker answers");

        assertThat(edit(1, "a").statusCode()).isEqualTo(503);
        assertThat(edit(1, "a").body())
                .isEqualTo("\"the silence could not be written to the log (no broker answers); it may have been stored,"
                        + " try again\"\n");
        assertThat(api.send("DELETE", "/api/v2/silence/" + ID.formatted(1), BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(503);
        assertThat(one(1).statusCode()).isEqualTo(200);
    }

    @Test
    void requestTimesOutIfTheLogDoesNotAnswer() {
        try (var stalled = HttpApiFixture.open(HttpApiFixture.withResponseTimeout(Duration.ofMillis(50)))) {
            stalled.log.stall();

            var answer = stalled.postJson("/api/v2/silences", body("", "a", "2026-01-01T12:00:00Z"));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("no answer within 50 ms");
        }
    }

    @Test
    void unknownIdIsNotFoundInAnySpelling() {
        assertThat(api.get("/api/v2/silence/" + UNKNOWN.toUpperCase(Locale.ROOT))
                        .statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> one(int number) {
        return api.get("/api/v2/silence/" + ID.formatted(number));
    }

    private void silence(String value, String startsAt, String endsAt) {
        var body = body("", value, startsAt).replace("2026-01-01T20:00:00Z", endsAt);
        assertThat(api.postJson("/api/v2/silences", body).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> edit(int number, String value) {
        return api.postJson("/api/v2/silences", body(ID.formatted(number), value, "2026-01-01T12:00:00Z"));
    }

    private static String body(String id, String value, String startsAt) {
        return """
                {"id": "%s", "matchers": [{"name": "a", "value": "%s", "isRegex": false}], "createdBy": "me",
                 "comment": "c", "startsAt": "%s", "endsAt": "2026-01-01T20:00:00Z"}
                """.formatted(id, value, startsAt);
    }

    private String values(String query) {
        return VALUE.matcher(api.get("/api/v2/silences" + query).body())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining(" "));
    }
}
