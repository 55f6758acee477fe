package dev.tocsin.http.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.tocsin.http.HttpApiFixture;
import dev.tocsin.labels.Labels;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Malformed or expensive queries are answered soon, and so is the next query. */
class MalformedQueryTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpApiFixture api = HttpApiFixture.open();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void tooDeeplyNestedQueryIsBadData() {
        var answer = query("(".repeat(5_000) + "1" + ")".repeat(5_000));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("bad_data", "expression is nested more than 250 levels deep");
        assertStillAnswers();
    }

    @Test
    void veryLongQueryIsAnError() {
        assertThat(query("a+".repeat(1 << 19) + "a").statusCode()).isBetween(400, 499);
        assertThat(query("x".repeat(20 << 20)).statusCode()).isBetween(400, 499);
        assertStillAnswers();
    }

    @Test
    void regularExpressionDoesNotBacktrack() {
        api.samples.append(
                Labels.of("__name__", "m", "a", "a".repeat(60_000) + "b"), HttpApiFixture.NOW.toEpochMilli(), 1);
        var answer = query("count(m{a!~\"(a+)+(a|aa)+$\"})");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"1\"");
        assertStillAnswers();
    }

    @Test
    void invalidUtf8IsAnswered() {
        var answer = api.get("/api/v1/query?query=up%7Ba%3D%22%FF%FE%22%7D");
        assertThat(answer.statusCode()).isBetween(200, 499);
        assertStillAnswers();
    }

    private HttpResponse<String> query(String text) {
        var form = "query=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
        return assertTimeout(
                TIMEOUT,
                () -> api.send(
                        "POST",
                        "/api/v1/query",
                        BodyPublishers.ofString(form),
                        "Content-Type",
                        "application/x-www-form-urlencoded"));
    }

    private void assertStillAnswers() {
        assertThat(api.get("/api/v1/query?query=1%2B1").body()).contains("\"2\"");
    }
}
