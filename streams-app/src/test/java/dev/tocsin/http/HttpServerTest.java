package dev.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluator.TestAgreements;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.kafka.sources.RefusedRecord;
import dev.tocsin.kafka.sources.SourceStatus;
import dev.tocsin.telemetry.Telemetry;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
    private final HttpApiFixture api = HttpApiFixture.open();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void requestsAreCountedByPathPattern() {
        api.get("/api/v2/silence/00000000-0000-4000-8000-000000000001");
        api.get("/api/v2/alerts");
        api.get("/-/healthy");
        api.get("/nowhere/at/all");
        assertThat(api.get("/metrics").body())
                .contains(
                        "alertmanager_http_request_duration_seconds_count{code=\"404\",handler=\"/api/v2/silence/{silenceID}\",method=\"get\"} 1",
                        "alertmanager_http_request_duration_seconds_count{code=\"200\",handler=\"/api/v2/alerts\",method=\"get\"} 1",
                        "alertmanager_http_response_size_bytes_sum{handler=\"/-/healthy\",method=\"get\"} 2.0",
                        "alertmanager_http_requests_in_flight{method=\"get\"} 1.0")
                .doesNotContain("nowhere");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics",
                "/version",
                "/graph",
                "/api/v2/alerts",
                "/api/v2/status",
                "/api/v1/rules",
                "/api/v1/query",
                "/api/v1/series",
                "/api/v1/write"
            })
    void headOfOtherPathsIsNotAllowed(String path) {
        assertThat(head(path).statusCode()).isEqualTo(405);
        assertThat(head(path).body()).isEmpty();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(nullValues = "none", textBlock = """
            //api/v2/alerts,                  /api/v2/alerts
            /api//v2/alerts?filter=a//b,      /api/v2/alerts?filter=a//b
            /api/v1//query?query=1,           /api/v1/query?query=1
            ///,                              /
            //metrics,                        /metrics
            /-//ready,                        /-/ready
            /api/v2/./status,                 /api/v2/status
            /api/v2/x/../status,              /api/v2/status
            /nothing//,                       /nothing/
            /%5Cexample.org//x,               /%5Cexample.org/x
            """)
    void pathWithDoubleSlashesIsRedirected(String path, String clean) throws IOException {
        assertThat(rawAnswer("GET", path)).contains(" 301 ", "Location: " + clean + "\r\n");
        assertThat(rawAnswer("POST", path)).contains(" 308 ", "Location: " + clean + "\r\n");
    }

    // The HTTP client normalizes paths, so the request is written to a socket.
    private String rawAnswer(String method, String path) throws IOException {
        try (var socket = new Socket("127.0.0.1", api.port())) {
            var request = "%s %s HTTP/1.1\r\nHost: tocsin\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .formatted(method, path);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nothing", "/nothing/more", "/api", "/api/", "/api/v9/query", "/-/nothing", "/Api/v1/query"})
    void unknownPathOutsideOfTheApisIsATextWith404(String path) {
        for (var method : List.of("GET", "POST", "PUT", "DELETE")) {
            var answer = api.send(method, path, BodyPublishers.noBody());
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
            assertThat(answer.body()).isEqualTo("404 page not found\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT"})
    void reloadSucceeds(String method) {
        var answer = api.send(method, "/-/reload", BodyPublishers.noBody());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void metricsHavePrometheusFormat() {
        var metrics = api.get("/metrics");

        assertThat(metrics.headers().firstValue("Content-Type")).contains(Telemetry.CONTENT_TYPE);
        assertThat(metrics.body()).contains("tocsin_build_info{version=\"1.2.3\"} 1");
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            GET    | /api/v2/x             | 404 | {"code":404,"message":"path /api/v2/x was not found"}
            POST   | /api/v2/x/y           | 404 | {"code":404,"message":"path /api/v2/x/y was not found"}
            PUT    | /api/v2/alerts        | 405 | {"code":405,"message":"method PUT is not allowed, but [GET,POST] are"}
            DELETE | /api/v2/status        | 405 | {"code":405,"message":"method DELETE is not allowed, but [GET] are"}
            GET    | /api/v1/x             | 404 | {"status":"error","errorType":"not_found","error":"path /api/v1/x was not found"}
            POST   | /api/v1/rules         | 405 | {"status":"error","errorType":"bad_data","error":"method POST is not allowed here; allowed: GET"}
            GET    | /-/reload             | 405 | "method GET is not allowed here; allowed: POST, PUT"
            POST   | /-/ready              | 405 | "method POST is not allowed here; allowed: GET, HEAD"
            """)
    void rejectsUnknownPathsAndMethods(String method, String path, int status, String body) {
        var answer = api.send(method, path, BodyPublishers.noBody());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body + "\n");
        assertThat(answer.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, status",
        "GET, receivers",
        "GET, silences",
        "POST, silences",
        "POST, alerts",
        "GET, silence/6f0a3f6c-98d6-4b0f-8d1c-5f1f5c3a6d77",
        "DELETE, silence/6f0a3f6c-98d6-4b0f-8d1c-5f1f5c3a6d77"
    })
    void alertmanagerApiV1IsGone(String method, String path) {
        var answer = api.send(method, "/api/v1/" + path, BodyPublishers.noBody());

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).startsWith("{\"status\":\"deprecated\",\"error\":\"The Alertmanager v1 API was");
    }

    @Test
    void tooLargeBodyIsRejectedWithTheLimit() {
        try (var narrow = HttpApiFixture.open(HttpApiFixture.withMaxBodyBytes(100))) {
            var answer = narrow.postJson("/api/v2/alerts", " ".repeat(101));

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body())
                    .isEqualTo(
                            "\"the body has more than 100 bytes, which is the limit;" + " send less per request\"\n");
            assertThat(narrow.postJson("/api/v2/alerts", "[]" + " ".repeat(98)).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest(name = "Accept: {0} is answered {1}")
    @CsvSource(delimiter = '|', textBlock = """
            application/json              | 200
            */*                           | 200
            text/html,*/*;q=0.8           | 200
            Application/JSON; charset=x   | 200
            text/html                     | 406
            """)
    void checksTheAcceptHeader(String accept, int status) {
        assertThat(api.get("/api/v2/silences", "Accept", accept).statusCode()).isEqualTo(status);
    }

    @Test
    void skippedRecordsAreListed() {
        assertThat(api.get("/api/v1/tocsin/skipped-records").body())
                .isEqualTo("{\"status\":\"success\",\"data\":[]}\n");
        api.skipped.add(new SkippedRecord("tocsin.rules", 7, HttpApiFixture.NOW, "a/b", "not JSON"));

        assertThat(api.get("/api/v1/tocsin/skipped-records").body())
                .isEqualTo("{\"status\":\"success\",\"data\":[{\"topic\":\"tocsin.rules\",\"offset\":7,"
                        + "\"key\":\"a/b\",\"reason\":\"not JSON\",\"time\":\"2026-01-01T12:00:00.000Z\"}]}\n");
    }

    @Test
    void agreementTellsWhatOtherInstancesFound() {
        TestAgreements.compare(api.agreement, HttpApiFixture.NOW, HttpApiFixture.NOW.plusSeconds(1));
        assertThat(api.get("/api/v1/tocsin/agreement").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"instances\":[{\"instance\":\"other\","
                        + "\"comparedUpTo\":\"2026-01-01T12:00:01.000Z\",\"ticksAgreed\":1,\"ticksDisagreed\":1,"
                        + "\"ticksNotComparable\":0}],\"disagreements\":[{\"tick\":\"2026-01-01T12:00:01.000Z\","
                        + "\"instance\":\"other\",\"group\":\"app/a\"}]}}\n");
    }

    @Test
    void sourcesAreListedWithTheirPartitionsAndRefusedRecords() {
        api.sources = List.of(new SourceStatus(
                "orders",
                "json",
                "orders",
                "RUNNING",
                "",
                3,
                2,
                1,
                Map.of("filtered", 1L),
                Map.of("undecodable", 1L),
                List.of(new SourceStatus.PartitionStatus("orders", 0, 3, 5, 1_700_000_000_000L)),
                List.of(new RefusedRecord(
                        "orders", 0, 1, 1_700_000_000_000L, "undecodable", "the value is not JSON"))));
        assertThat(api.get("/api/v1/tocsin/sources").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"problem\":\"\",\"sources\":[{\"name\":\"orders\","
                        + "\"format\":\"json\",\"topics\":\"orders\",\"state\":\"RUNNING\",\"problem\":\"\",\"records\":3,"
                        + "\"samples\":2,\"series\":1,\"lag\":2,\"ignored\":{\"filtered\":1},\"refused\":{\"undecodable\":1},"
                        + "\"partitions\":[{\"topic\":\"orders\",\"partition\":0,\"processed\":3,\"end\":5,\"lag\":2,"
                        + "\"lastRecord\":\"2023-11-14T22:13:20.000Z\"}],\"refusedRecords\":[{\"topic\":\"orders\","
                        + "\"partition\":0,\"offset\":1,\"time\":\"2023-11-14T22:13:20.000Z\",\"reason\":\"undecodable\","
                        + "\"detail\":\"the value is not JSON\"}]}]}}\n");
    }

    @Test
    void agreementWithNoOtherInstanceIsEmpty() {
        assertThat(api.get("/api/v1/tocsin/agreement").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"instances\":[],\"disagreements\":[]}}\n");
    }

    @Test
    void internalErrorIsAnswered() {
        api.groups.add(null);

        var answer = api.get("/api/v1/rules");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).startsWith("\"internal error, see the log of Tocsin: ");
    }

    private HttpResponse<String> head(String path) {
        return api.send("HEAD", path, BodyPublishers.noBody());
    }
}
