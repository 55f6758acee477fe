package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tocsin.kafka.codec.ConfigDocument;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSourcesCommandTest {
    private static final String GOOD = "data_sources: [{name: mimir, prometheus: {url: 'http://localhost:1'}}]\n";
    private static final String RULES = """
            groups:
              - name: g
                data_source: mimir
                rules:
                  - {alert: A, expr: "up == 0"}
                  - {alert: B, expr: "quantiles_over_time('x', 0.5, up[1m])"}
                  - {alert: C, expr: "SELECT 1", data_source: db}
            """;

    private final CliRunner cli = new CliRunner();

    @TempDir
    private Path dir;

    @Test
    void theExampleIsValid() {
        var result = cli.run("datasources", "check", "../examples/datasources.yml");
        assertThat(result.out()).isEqualTo("Checking '../examples/datasources.yml'  SUCCESS: 2 data sources\n");
        assertThat(result.err()).contains("${env:MIMIR_PASSWORD} cannot be resolved");
        assertThat(result.code()).isZero();
    }

    @Test
    void checkReportsMistakes() throws IOException {
        var result = cli.run("datasources", "check", write("a.yml", "data_sources: [{name: '-'}]"));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("FAILED").contains("the name of a data source is '-'");
    }

    @Test
    void applyStoresTheDocumentOnce() throws IOException {
        var file = write("a.yml", GOOD);
        assertThat(cli.run("datasources", "apply", file).out()).isEqualTo("added     data-sources\n");
        assertThat(cli.run("datasources", "apply", file).out()).isEqualTo("unchanged data-sources\n");
        assertThat(cli.run("datasources", "show").out()).isEqualTo(GOOD);
        assertThat(cli.topics.audited).as("accepted and done").hasSize(2);
        assertThat(cli.topics.documents.keySet()).containsExactly(ConfigDocument.DATA_SOURCES);
    }

    @Test
    void showSaysThatThereAreNone() {
        assertThat(cli.run("datasources", "show").err()).contains("there are no data sources");
    }

    @Test
    void testPrintsTheSeriesOfTheAnswer() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var body = """
                    {"status":"success","data":{"resultType":"vector","result":[
                    {"metric":{"job":"b"},"value":[1,"2.5"]},{"metric":{"job":"a"},"value":[1,"1"]}]},"warnings":["slow"]}""".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            var url = "http://127.0.0.1:" + server.getAddress().getPort();
            var file = write("a.yml", GOOD.replace("http://localhost:1", url));
            var result = cli.run("datasources", "test", "mimir", "up", "--file", file);
            assertThat(result.out()).isEqualTo("{job=\"a\"} 1\n{job=\"b\"} 2.5\n");
            assertThat(result.err()).isEqualTo("warning: slow\n");
            cli.run("datasources", "apply", file);
            assertThat(cli.run("datasources", "test", "mimir", "up", "--time", "-1h")
                            .code())
                    .isZero();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void testNamesTheDataSourcesThereAre() throws IOException {
        var result = cli.run("datasources", "test", "other", "up", "--file", write("a.yml", GOOD));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("there is no data source 'other'; there are: mimir");
    }

    @Test
    void rulesWithDataSourcesAreCheckedWithoutKnowingThem() throws IOException {
        var result = cli.run("rules", "check", write("rules.yml", RULES));
        assertThat(result.out()).contains("SUCCESS: 3 rules found");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void rulesCheckWarnsOfUnknownDataSourcesAndForeignQueries() throws IOException {
        var result = cli.run("rules", "check", write("rules.yml", RULES), "--data-sources", write("a.yml", GOOD));
        assertThat(result.code()).isZero();
        assertThat(result.err().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .contains("WARNING: group rules/g, rule B: the expression is not PromQL", "MetricsQL"))
                .anySatisfy(line -> assertThat(line).contains("rule C: there is no data source 'db'"));
    }

    @Test
    void rulesApplyWarnsOfDataSourcesThatAreNotApplied() throws IOException {
        var result = cli.run("rules", "apply", write("rules.yml", RULES));
        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("warning: group rules/g, rule A: there is no data source 'mimir'");
    }

    @Test
    void rulesTestAnswersPromqlWithTheInputSeriesAndNamesOtherQueries() throws IOException {
        write("rules.yml", RULES);
        var test = """
                rule_files: [rules.yml]
                evaluation_interval: 1m
                tests:
                  - interval: 1m
                    input_series: [{series: 'up{job="a"}', values: '0 0'}]
                    alert_rule_test:
                      - {eval_time: 1m, alertname: A, exp_alerts: [{exp_labels: {job: a}}]}
                """;
        assertThat(cli.run("rules", "test", write("test.yml", test)).err())
                .contains("the rule queries data source 'db' with a text that is not PromQL")
                .contains("tocsin datasources test db QUERY");
        write("rules.yml", "groups: [{name: g, data_source: mimir, rules: [{alert: A, expr: up == 0}]}]");
        assertThat(cli.run("rules", "test", write("test.yml", test)).code()).isZero();
    }

    @Test
    void backtestNamesTheRulesThatItCannotEvaluate() throws IOException {
        var result = cli.run("backtest", write("rules.yml", RULES), "--from", "-1h");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("rule A of group rules/g queries data source 'mimir'", "rule C of group rules/g")
                .contains("nothing was evaluated");
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text).toString();
    }
}
