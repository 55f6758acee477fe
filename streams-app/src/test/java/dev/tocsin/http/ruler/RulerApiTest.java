package dev.tocsin.http.ruler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.http.HttpApiFixture;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration API of Mimir's ruler. */
class RulerApiTest {
    private static final String GROUP = """
            name: node
            interval: 30s
            evaluation_delay: 10s
            labels: {team: a}
            rules:
              - record: job:up:sum
                expr: sum by (job) (up)
              - alert: Down
                expr: up == 0
                for: 5m
                keep_firing_for: 1m
                labels: {severity: page}
                annotations: {summary: "{{ $labels.job }} is down: yes"}
            """;

    private final HttpApiFixture api = HttpApiFixture.open();

    @AfterEach
    void close() {
        api.close();
    }

    private HttpResponse<String> post(String path, String yaml) {
        return api.send("POST", path, BodyPublishers.ofString(yaml), "Content-Type", "application/yaml");
    }

    private HttpResponse<String> delete(String path) {
        return api.send("DELETE", path, BodyPublishers.noBody());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/config/v1/rules",
                "/prometheus/config/v1/rules",
                "/rules",
                "/prometheus/rules",
                "/api/prom/rules"
            })
    void groupIsWrittenListedReadAndRemoved(String base) {
        assertThat(api.get(base).body()).isEqualTo("{}\n");
        var written = post(base + "/team-a", GROUP);
        assertThat(written.statusCode()).as(written.body()).isEqualTo(202);
        assertThat(written.body())
                .isEqualTo("{\"status\":\"success\",\"data\":null,\"errorType\":\"\",\"error\":\"\"}\n");
        assertThat(written.headers().firstValue("X-Tocsin-Offset")).contains("tocsin.rules/0/0");
        var expected = """
                name: node
                interval: 30s
                query_offset: 10s
                labels:
                  team: a
                rules:
                - record: job:up:sum
                  expr: sum by (job) (up)
                - alert: Down
                  expr: up == 0
                  for: 5m
                  keep_firing_for: 1m
                  labels:
                    severity: page
                  annotations:
                    summary: '{{ $labels.job }} is down: yes'
                """;
        var group = api.get(base + "/team-a/node");
        assertThat(group.body()).isEqualTo(expected);
        assertThat(group.headers().firstValue("Content-Type")).contains("application/yaml");
        var listed = "team-a:\n- " + expected.strip().replace("\n", "\n  ") + "\n";
        assertThat(api.get(base).body()).isEqualTo(listed);
        assertThat(api.get(base + "/team-a").body()).isEqualTo(listed);
        // A group that was read can be written again.
        assertThat(post(base + "/team-b", group.body()).statusCode()).isEqualTo(202);
        assertThat(delete(base + "/team-a/node").statusCode()).isEqualTo(202);
        assertThat(api.get(base + "/team-a/node").statusCode()).isEqualTo(404);
        assertThat(delete(base + "/team-b").statusCode()).isEqualTo(202);
        assertThat(api.get(base).body()).isEqualTo("{}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/rules", "/prometheus/api/v1/rules"})
    void olderPathsShareTheListWithPrometheus(String base) {
        assertThat(post(base + "/team-a", GROUP).statusCode()).isEqualTo(202);
        assertThat(api.get(base + "/team-a/node").body()).startsWith("name: node\n");
        assertThat(api.get(base).body()).contains("\"groups\"");
        assertThat(delete(base + "/team-a/node").statusCode()).isEqualTo(202);
    }

    @Test
    void namesCanHaveSlashes() {
        assertThat(post("/config/v1/rules/team%2Fa%20b", GROUP.replace("node", "disk/io"))
                        .statusCode())
                .isEqualTo(202);
        assertThat(api.ruleLog.groups()).containsOnlyKeys("team/a b/disk/io");
        assertThat(api.get("/config/v1/rules/team%2Fa%20b/disk%2Fio").body()).startsWith("name: disk/io\n");
        assertThat(api.get("/config/v1/rules/team/a%20b/disk/io").statusCode()).isEqualTo(404);
        // The same key in the topic.
        var taken = post("/config/v1/rules/team", GROUP.replace("node", "a b/disk/io"));
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(taken.body()).contains("is that of group 'disk/io' in namespace 'team/a b': use another name");
        assertThat(delete("/config/v1/rules/team%2Fa%20b/disk%2Fio").statusCode())
                .isEqualTo(202);
    }

    @Test
    void slashesInOtherPathsAreRefused() {
        assertThat(api.get("/api/v2%2Falerts").statusCode()).isEqualTo(400);
        assertThat(api.get("/config/v1/rules/..%2F..%2Fapi").statusCode()).isIn(400, 404);
    }

    @Test
    void allMistakesAreToldAtOnce() {
        var answer = post("/config/v1/rules/a", """
                name: g
                interval: soon
                source_tenants: [one]
                align_evaluation_time_on_interval: true
                rules:
                  - alert: A
                    expr: up ==
                  - record: b
                    expr: rate(up)
                    lables: {}
                """);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "request:2:",
                        "request:3:1",
                        "'source_tenants' is not supported; leave it out: there are no tenants",
                        "request:4:1",
                        "request:7:",
                        "request:9:",
                        "request:10:",
                        "lables");
        assertThat(api.ruleLog.groups()).isEmpty();
        assertThat(post("/config/v1/rules/a", "rules: []").statusCode()).isEqualTo(400);
        assertThat(post("/config/v1/rules/a", "- 1").statusCode()).isEqualTo(400);
        assertThat(post("/config/v1/rules/a", "\u0000").statusCode()).isEqualTo(400);
    }

    @Test
    void missingGroupsAreNotFound() {
        for (var path : new String[] {"/config/v1/rules/a", "/config/v1/rules/a/b", "/rules/test/test"}) {
            var answer = api.get(path);
            assertThat(answer.statusCode()).isEqualTo(404);
            // Grafana takes this text for a server without the API.
            assertThat(answer.body()).startsWith("there is no rule group").doesNotContain("page not found");
            assertThat(delete(path).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void changesAreInTheAuditBeforeTheyAreMade() {
        post("/config/v1/rules/a", GROUP);
        post("/config/v1/rules/a", GROUP.replace("30s", "1m"));
        delete("/config/v1/rules/a");
        assertThat(api.audited)
                .extracting(entry -> entry.action() + " " + entry.object() + " " + entry.outcome())
                .containsExactly(
                        "rules.write rules/a/node ACCEPTED",
                        "rules.write rules/a/node DONE",
                        "rules.write rules/a/node ACCEPTED",
                        "rules.write rules/a/node DONE",
                        "rules.delete rules/a/node ACCEPTED",
                        "rules.delete rules/a/node DONE");
        assertThat(api.audited.get(2).before()).contains("30s");
        assertThat(api.audited.get(2).after()).contains("1m");
        assertThat(api.audited.get(5).position().toString()).isEqualTo("tocsin.rules/0/2");

        api.isAuditWritable = false;
        var refused = post("/config/v1/rules/b", GROUP);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(api.ruleLog.groups()).isEmpty();
    }

    @Test
    void changeThatIsNotInForceIsUnavailable() {
        api.ruleLog.failure = Optional.of(new IllegalStateException("no broker"));
        var answer = post("/config/v1/rules/a", GROUP);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("no broker", "try again");
    }

    @Test
    void grafanaFindsTheEditorOnlyIfItIsSwitchedOn() {
        assertThat(api.get("/api/v1/status/buildinfo").body()).doesNotContain("features", "application");
        try (var mimir = HttpApiFixture.open(HttpApiFixture.withGrafanaRuler())) {
            assertThat(mimir.get("/prometheus/api/v1/status/buildinfo").body())
                    .contains("\"application\":\"Grafana Mimir\"", "\"ruler_config_api\":\"true\"");
        }
    }
}
