package dev.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.http.common.InstanceStatus;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Health, readiness and degradations as the server shows them. */
class HealthAndReadinessTest {
    private final HttpApiFixture api = HttpApiFixture.open();

    @AfterEach
    void close() {
        api.close();
    }

    private HttpResponse<String> head(String path) {
        return api.send("HEAD", path, BodyPublishers.noBody());
    }

    @Test
    void healthyInstanceCanBeNotReady() {
        assertThat(api.get("/-/healthy").body()).isEqualTo("OK");
        assertThat(api.get("/-/ready").body()).isEqualTo("OK");

        api.status = new InstanceStatus(
                List.of("the stores are not restored yet", "the samples are not replayed yet"),
                false,
                HttpApiFixture.members("one"),
                "",
                0);
        var ready = api.get("/-/ready");

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(ready.body()).isEqualTo("the stores are not restored yet\nthe samples are not replayed yet\n");
        assertThat(head("/-/ready").statusCode()).isEqualTo(503);
        assertThat(api.get("/-/healthy").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/-/healthy", "/-/ready"})
    void headOfHealthHasNoBody(String path) {
        assertThat(head(path).statusCode()).isEqualTo(200);
        assertThat(head(path).body()).isEmpty();
    }

    /** A list of alerts that is empty only because nothing was read yet looks as if nothing fired. */
    @ParameterizedTest
    @CsvSource({
        "/api/v2/alerts, 503",
        "/api/v2/alerts/groups, 503",
        "/api/v2/silences, 503",
        "/api/v2/silence/6f0a3f6c-98d6-4b0f-8d1c-5f1f5c3a6d77, 503",
        "/api/v2/receivers, 503",
        "/api/v1/query?query=up, 503",
        "/api/v1/query_range?query=up&start=1&end=2&step=1, 503",
        "/api/v1/series?match[]=up, 503",
        "/api/v1/labels, 503",
        "/api/v1/label/job/values, 503",
        "/api/v1/rules, 503",
        "/api/v1/alerts, 503",
        "/api/v2/status, 200",
        "/api/v1/status/buildinfo, 200",
        "/api/v1/tocsin/skipped-records, 200",
        "/api/v1/tocsin/agreement, 200",
        "/api/v1/tocsin/data-sources, 200",
        "/metrics, 200",
        "/ui/alerts, 200"
    })
    void readsBeforeTheReplicaIsRestoredAnswer503WithTheReason(String path, int status) {
        var reason = "the replica of the shared topics is not restored yet";
        var members = HttpApiFixture.members("one");
        api.status = new InstanceStatus(List.of(reason), false, members, "", 0, reason, List.of());
        var answer = api.get(path.replace("[", "%5B").replace("]", "%5D"));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 503) {
            assertThat(answer.body())
                    .isEqualTo(
                            path.startsWith("/api/v2")
                                    ? "\"%s\"\n".formatted(reason)
                                    : "{\"status\":\"error\",\"errorType\":\"unavailable\",\"error\":\"%s\"}\n"
                                            .formatted(reason));
        }
    }

    /** The instance receives, so it stays in the load balancer; people see what it does not do. */
    @Test
    void degradedInstanceIsReadyAndSaysWhatItDoesNotDo() {
        var reason = "rules are evaluated late, by 90 s";
        api.status = new InstanceStatus(List.of(), false, HttpApiFixture.members("one"), "", 0, "", List.of(reason));

        assertThat(api.get("/-/ready").statusCode()).isEqualTo(200);
        assertThat(api.get("/-/ready").body()).isEqualTo("OK\ndegraded: " + reason);
        assertThat(api.get("/api/v2/status").body()).contains("\"degraded\":[\"" + reason + "\"]");
    }
}
