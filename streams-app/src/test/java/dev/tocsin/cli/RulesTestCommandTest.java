package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTestCommandTest {
    private static final Path PROMTOOL =
            Path.of(System.getProperty("conformance.dir", "../../shared/conformance"), "rules", "promtool");

    private static final String RULES = """
            groups:
              - name: load
                rules:
                  - {record: load:max, expr: max(load)}
              - name: alerts
                rules:
                  - alert: High
                    expr: load:max > 2
                    for: 1m
                    annotations: {summary: "{{ $value }} in {{ $externalLabels.region }}"}
            """;
    private static final String TESTS = """
            rule_files: [r*.yml, none.yml]
            group_eval_order: [load, alerts]
            tests:
              - name: high for long
                external_labels: {region: eu}
                input_series: [{series: 'load{job="a"}', values: '1 3x5'}]
                alert_rule_test:
                  - {eval_time: 1m, alertname: High, exp_alerts: []}
                  - {eval_time: 2m, alertname: High, exp_alerts: [{exp_annotations: {summary: 3 in eu}}]}
              - name: low
                input_series: [{series: 'load{job="a"}', values: 1+1x5}]
                promql_expr_test:
                  - {expr: 'load:max', eval_time: 1m, exp_samples: [{labels: 'load:max', value: 1}]}
            """;

    @TempDir
    private Path dir;

    private final CliRunner cli = new CliRunner();

    /** Prometheus's own files with promtool's results. Skipped where the conformance files are missing. */
    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # file                     | options                    | code | says
            unittest.yml               |                            | 0    | SUCCESS
            long-period.yml            |                            | 0    | SUCCESS
            no-test-group-interval.yml |                            | 0    | SUCCESS
            start-time-test.yml        |                            | 0    | SUCCESS
            at-modifier-test.yml       |                            | 0    | SUCCESS
            negative-offset-test.yml   |                            | 0    | SUCCESS
            bad-input-series.yml       |                            | 1    | 1:48: parse error: unexpected character inside braces: '0'
            bad-promql.yml             |                            | 1    | expr: "join_1 + on(a) join_2", time: 0s, err: found duplicate series for the match group {a="1"} on the right hand-side of the operation
            bad-rules-syntax-test.yml  |                            | 1    | group "bad-syntax", rule 1, "x": could not parse expression: 1:7: parse error: unexpected end of input
            bad-rules-error-test.yml   |                            | 1    | rule: joined, time: 0s, err: found duplicate series for the match group {a="1"} on the right hand-side of the operation
            failing.yml                |                            | 1    | got: {alertname="InstanceDown", job="test", severity="page"}
            failing.yml                | --diff                     | 1    | +   0E+00
            rules_run.yml              |                            | 1    | got: {__name__="test"} 0E+00
            rules_run.yml              | --run=correct              | 0    | SUCCESS
            rules_run.yml              | --run=wrong                | 1    | name: wrong test
            rules_run.yml              | --run=nosuch --run=corr    | 0    | SUCCESS
            rules_run_extrafields.yml  |                            | 1    | ownership
            rules_run_extrafields.yml  | --ignore-unknown-fields    | 0    | SUCCESS
            rules_run_no_fuzzy.yml     |                            | 1    | got: {__name__="test_low"} 2.9999999999999996E+00
            rules_run_fuzzy.yml        |                            | 1    | name: wrong fuzzy match
            rules_run_fuzzy.yml        | --run=correct              | 0    | SUCCESS
            """)
    void agreesWithPromtool(String file, String options, int code, String says) {
        assumeTrue(Files.isDirectory(PROMTOOL), () -> "no test data at " + PROMTOOL.toAbsolutePath());
        var words = ("rules test " + PROMTOOL.resolve(file) + (options == null ? "" : " " + options)).split(" ");
        var seen = cli.run((Object[]) words);
        assertThat(seen.out() + seen.err()).contains(says);
        assertThat(seen.code()).isEqualTo(code);
    }

    /** As promtool. The shorter series counts although it is given after a longer one. */
    @ParameterizedTest(name = "two rules that write {0} and {1}: exit code {2}")
    @CsvSource({"1, 1, 0", "1, 2, 1"})
    void equalSamplesOfTwoRulesAndSeriesGivenTwice(int first, int second, int code) throws IOException {
        Files.writeString(dir.resolve("same.yml"), """
                groups:
                  - name: g
                    rules:
                      - {record: same, expr: vector(%d)}
                      - {record: same, expr: vector(%d)}
                """.formatted(first, second));
        var tests = Files.writeString(dir.resolve("same-test.yml"), """
                rule_files: [same.yml]
                tests:
                  - input_series:
                      - {series: 'x{a="b"}', values: '1 1 1'}
                      - {series: 'x{a="b"}', values: '2 3'}
                    promql_expr_test:
                      - {expr: same, eval_time: 1m, exp_samples: [{labels: same, value: 1}]}
                      - {expr: x, eval_time: 1m, exp_samples: [{labels: 'x{a="b"}', value: 3}]}
                      - {expr: 'count_over_time(x[5m])', eval_time: 2m, exp_samples: [{labels: '{a="b"}', value: 2}]}
                """);
        var seen = cli.run("rules", "test", tests.toString());
        assertThat(seen.code()).as(seen.out() + seen.err()).isEqualTo(code);
    }

    @Test
    void testsOfTheExampleRulesPass() {
        var seen = cli.run("rules", "test", "../examples/rules-test.yml");
        assertThat(seen.out() + seen.err()).contains("SUCCESS");
        assertThat(seen.code()).isZero();
    }

    @Test
    void printsFailuresAndSamples() throws IOException {
        var seen = cli.run("rules", "test", "--debug", "--diff", "--run=low", tests(TESTS));
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.out())
                .contains("all samples at the end of test 'low'", "load:max\"} =>\n  1 @[0]\n  2 @[60000]");
        assertThat(seen.err())
                .contains("WARNING: no file match pattern none.yml")
                .endsWith("""
                  FAILED:
                    name: low,
                    expr: "load:max", time: 1m,
                          {__name__="load:max"}
                        -   1E+00
                        +   2E+00
                """);
    }

    @Test
    void writesJUnitXml() throws IOException {
        var report = dir.resolve("report.xml");
        assertThat(cli.run("rules", "test", "--junit", report, tests(TESTS)).code())
                .isEqualTo(1);
        assertThat(report)
                .content()
                .contains("tests=\"2\" failures=\"1\" errors=\"0\"")
                .contains("<testcase name=\"high for long\"></testcase>")
                .contains("<testcase name=\"low\"><failure>");
    }

    @Test
    void everyErrorOfAFileIsReportedWithItsPosition() throws IOException {
        var seen = cli.run("rules", "test", tests("""
                group_eval_order: [a, a]
                tests:
                  - bogus: 1
                    input_series: [{series: 'a', values: '1 x'}, {values: 1}]
                    alert_rule_test: [{eval_time: 1x}]
                    start_timestamp: noon
                """));
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err())
                .contains("7 problems must be fixed")
                .contains("test.yml:1:1: group name repeated in evaluation order: a")
                .contains("test.yml:3:5: unknown key 'tests[0].bogus'")
                .contains("test.yml:4:29: tests[0].input_series[0].series", "'x'")
                .contains("test.yml:4:50: tests[0].input_series[1].series is missing")
                .contains("misses required attribute alertname")
                .contains("tests[0].alert_rule_test[0].eval_time is '1x'")
                .contains("tests[0].start_timestamp is 'noon'");
    }

    @Test
    void invalidPatternIsAUsageError() {
        var seen = cli.run("rules", "test", "--run", "(", "x.yml");
        assertThat(seen.code()).isEqualTo(2);
        assertThat(seen.err()).contains("'(' is not a valid regular expression");
    }

    private Path tests(String text) throws IOException {
        Files.writeString(dir.resolve("rules.yml"), RULES);
        return Files.writeString(dir.resolve("test.yml"), text);
    }
}
