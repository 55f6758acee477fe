package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.tocsin.StoredPrometheus;
import dev.tocsin.cli.CliRunner.CommandResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests rules on samples that a Prometheus has stored: 40 minutes with a series that is high twice. */
class BacktestPrometheusTest {
    private static final Instant START = CliRunner.NOW.minusSeconds(3600);
    private static final String RULES = """
            groups:
              - name: load
                interval: 10s
                rules:
                  - {record: "load:double", expr: load * 2}
                  - {alert: Load, expr: 'load:double{job="a"} > 10', for: 10s, labels: {severity: warning}}
            """;

    @TempDir
    private Path folder;

    private final CliRunner cli = new CliRunner();
    private Path rules;
    private Path config;

    @BeforeEach
    void write() throws IOException {
        rules = Files.writeString(folder.resolve("new.yml"), RULES);
        config = Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: team, group_by: [alertname], group_wait: 5s, group_interval: 10s}
                receivers: [{name: team, webhook_configs: [{url: "http://example.org"}]}]
                """);
    }

    /** A sample each ten seconds. The series is high from minute 5 to 7, and from minute 25 to 27. */
    private static String samples() {
        var text = new StringBuilder("# TYPE load gauge\n");
        for (var second = 0; second < 2400; second += 10) {
            var minute = second / 60;
            var value = minute >= 5 && minute < 7 || minute >= 25 && minute < 27 ? 9 : 1;
            text.append("load{job=\"a\"} %d %d.250\n".formatted(value, START.getEpochSecond() + second));
        }
        return text.toString();
    }

    private CommandResult backtest(Object... options) {
        var all = new ArrayList<Object>(List.of("backtest", rules, "--from", START.plusSeconds(60), "--to", "-1200s"));
        all.addAll(List.of(options));
        return cli.run(all.toArray());
    }

    @Test
    void samplesOfARealPrometheusFireTwice() throws Exception {
        var installed = StoredPrometheus.start(folder, samples());
        assumeTrue(installed.isPresent(), "no prometheus or promtool on the path");
        try (var prometheus = installed.orElseThrow()) {
            var result = backtest("--prometheus", prometheus.url(), "--no-kafka", "--alertmanager", config);
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.out())
                    .contains("4 notification(s) would have gone out")
                    .containsPattern("new/load +Load +2 +3m40s +4");
            assertThat(result.err()).isEmpty();
        }
    }

    @Test
    void apiIsAskedForTheSelectorsOfTheRulesAndNotForSeriesThatTheyRecord() throws IOException {
        var queries = new ArrayList<String>();
        var server = serve(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}", queries);
        try {
            var result = backtest("--prometheus", url(server), "--no-kafka");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("no tick between");
            assertThat(queries).isNotEmpty().allMatch(query -> query.contains("query=%7B__name__%3D%22load%22%7D%5B"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void errorOfTheApiEndsTheCommandAndNamesIt() throws IOException {
        var server = serve(
                422,
                "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too many samples\"}",
                new ArrayList<>());
        try {
            var result = backtest("--prometheus", url(server), "--no-kafka");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err())
                    .contains(url(server) + " does not answer {__name__=\"load\"}[")
                    .contains("status 422: execution: too many samples");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void mistakesInTheOptionsAreToldTogether() {
        var result = backtest("--no-kafka", "--files", folder);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("--no-kafka needs --prometheus: without both there are no samples")
                .contains("--no-kafka reads no topics, so --files has no effect");
        assertThat(backtest("--no-kafka", "--prometheus", "nowhere://x").err())
                .contains("--prometheus: ")
                .doesNotContain("Exception");
    }

    @Test
    void dataSourceCanBeNamed() throws IOException {
        var queries = new ArrayList<String>();
        var server = serve(401, "{}", queries);
        try {
            var file = Files.writeString(
                    folder.resolve("sources.yml"),
                    "data_sources: [{name: mimir, prometheus: {url: '%s', tenant: a}}, {name: db, sql: {url: 'jdbc:x:y'}}]"
                            .formatted(url(server)));
            assertThat(backtest("--prometheus", "mimir", "--data-sources", file, "--no-kafka")
                            .err())
                    .contains("status 401: check the credentials and the tenant of the data source");
            assertThat(backtest("--prometheus", "db", "--data-sources", file, "--no-kafka")
                            .err())
                    .contains("data source 'db' is of type sql, but must be of type prometheus");
            assertThat(backtest("--prometheus", "other", "--data-sources", file, "--no-kafka")
                            .err())
                    .contains("there is no data source 'other'; there are: mimir, db");
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer serve(int status, String body, List<String> queries) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                queries.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
