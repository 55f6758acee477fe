package dev.tocsin.imports.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.yaml.Problem;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alert rules of Grafana as rules of a Prometheus rule file. */
class GrafanaRulesTest {
    private static final String INSTANT =
            "{refId: A, datasourceUid: prom, model: {expr: 'up{job=\"x\"}', instant: true}}";
    private static final String RANGE =
            "{refId: A, datasourceUid: prom, relativeTimeRange: {from: 300, to: 0}, model: {expr: 'sum by (a) (x)', intervalMs: 15000}}";
    private static final GrafanaOptions EXACT = new GrafanaOptions(false, 1, Map.of());
    private static final GrafanaOptions APPROXIMATE = new GrafanaOptions(true, 1, Map.of());

    private static String rule(String data, String more) {
        return """
                apiVersion: 1
                groups:
                  - orgId: 1
                    name: g
                    folder: Team
                    interval: 1m
                    rules:
                      - uid: u
                        title: Down
                        condition: C
                        data: [%s]
                        %s
                """.formatted(data, more);
    }

    private static String node(String refId, String model) {
        return "{refId: %s, datasourceUid: __expr__, model: {%s}}".formatted(refId, model);
    }

    private static String threshold(String input, String type, String parameters) {
        return node(
                "C",
                "type: threshold, expression: %s, conditions: [{evaluator: {type: %s, params: [%s]}}]"
                        .formatted(input, type, parameters));
    }

    private static GrafanaResult translate(String text, GrafanaOptions options) {
        return GrafanaImport.translate(Map.of("alerts.yaml", text), options, GrafanaRulesTest::problem);
    }

    private static Optional<String> problem(String promql) {
        try {
            PromqlParser.parse(promql);
            return Optional.empty();
        } catch (PromqlSyntaxException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static String file(GrafanaResult result) {
        assertThat(result.refused()).extracting(Problem::toString).isEmpty();
        return result.rules().get("Team.yml");
    }

    @Test
    void ruleHasAllOfItsSettings() {
        var text = rule(INSTANT + "," + threshold("A", "lt", "1"), """
                for: 5m
                        keepFiringFor: 2m
                        noDataState: OK
                        execErrState: KeepLast
                        missing_series_evals_to_resolve: 3
                        dashboardUid: d1
                        panelId: 7
                        annotations: {summary: '{{ $labels.job }} has {{ $values.A.Value }}'}
                        labels: {severity: page}""");
        assertThat(file(translate(text, EXACT))).isEqualTo("""
                groups:
                - name: g
                  interval: 1m
                  rules:
                  - alert: Down
                    expr: up{job="x"} < 1
                    for: 5m
                    keep_firing_for: 2m
                    labels:
                      severity: page
                      grafana_folder: Team
                    annotations:
                      summary: '{{ $labels.job }} has {{ $value }}'
                      __dashboardUid__: d1
                      __panelId__: '7'
                    exec_err_state: KeepLast
                    missing_series_evals_to_resolve: 3
                """);
    }

    @Test
    void withoutStatesMissingDataAndErrorsAreThoseOfGrafanasFiles() {
        assertThat(file(translate(rule(INSTANT + "," + threshold("A", "lt", "1"), ""), EXACT)))
                .contains("expr: up{job=\"x\"} < bool 1\n", "no_data_state: NoData\n", "exec_err_state: Alerting\n");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "gt; 80; up{job=\"x\"} > 80",
                "lte; 0.5; up{job=\"x\"} <= 0.5",
                "eq; 0; up{job=\"x\"} == 0",
                "ne; -1; up{job=\"x\"} != -1",
                "within_range; 1, 2; (up{job=\"x\"} > 1) < 2",
                "within_range_included; 1, 2; (up{job=\"x\"} >= 1) <= 2",
                "outside_range; 1, 2; up{job=\"x\"} < 1 or up{job=\"x\"} > 2"
            })
    void thresholdIsAComparison(String type, String parameters, String expr) {
        assertThat(file(translate(rule(INSTANT + "," + threshold("A", type, parameters), "noDataState: OK"), EXACT)))
                .contains("expr: " + expr + "\n");
    }

    @Test
    void reductionOfAnInstantQueryIsItsValue() {
        var reduce = node("B", "type: reduce, expression: A, reducer: last");
        var text = rule(
                INSTANT + "," + reduce + "," + threshold("B", "gt", "1"),
                "noDataState: OK\n        annotations: {v: '{{ $values.B.Value }}'}");
        assertThat(file(translate(text, EXACT))).contains("expr: up{job=\"x\"} > 1\n", "v: '{{ $value }}'");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "last; last_over_time((sum by (a) (x))[300s:15s])",
                "mean; avg_over_time((sum by (a) (x))[300s:15s])",
                "median; quantile_over_time(0.5, (sum by (a) (x))[300s:15s])"
            })
    void reductionOfARangeIsApproximate(String reducer, String expr) {
        var reduce = node("B", "type: reduce, expression: A, settings: {mode: dropNN}, reducer: " + reducer);
        var text = rule(RANGE + "," + reduce + "," + threshold("B", "gt", "1"), "noDataState: OK");
        assertThat(file(translate(text, APPROXIMATE))).contains("expr: (" + expr + ") > 1\n");
        assertThat(translate(text, EXACT).refused())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith("alerts.yaml:11:")
                        .contains("allow approximations"));
    }

    @Test
    void mathOfOneQueryIsExact() {
        var text = rule(INSTANT + "," + node("C", "type: math, expression: '$A * 100 > 5'"), "noDataState: OK");
        assertThat(file(translate(text, EXACT))).contains("expr: (up{job=\"x\"} * 100) > 5\n");
    }

    @Test
    void classicConditionsAreOneAlertWithoutLabels() {
        var text = rule(
                INSTANT + ","
                        + node(
                                "C",
                                "type: classic_conditions, conditions: [{evaluator: {type: gt, params: [3]}, query: {params: [A]}, reducer: {type: avg}},"
                                        + " {evaluator: {type: no_value}, operator: {type: or}, query: {params: [A]}, reducer: {type: avg}}]"),
                "noDataState: OK");
        assertThat(file(translate(text, EXACT)))
                .contains("expr: (group by () (up{job=\"x\"} > 3)) or (group by () (absent(up{job=\"x\"})))\n");
    }

    @Test
    void recordingRuleRecordsItsNode() {
        var text = rule(INSTANT, "record: {metric: job:up, from: A}\n        labels: {team: a}");
        assertThat(file(translate(text, EXACT))).contains("""
                  - record: job:up
                    expr: up{job="x"}
                    labels:
                      team: a
                """);
    }

    @Test
    void valuesInAnnotationsWithNoDataAreApproximate() {
        var text =
                rule(INSTANT + "," + threshold("A", "gt", "1"), "annotations: {v: '{{ humanize $values.A.Value }}'}");
        assertThat(translate(text, EXACT).refused())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("with noDataState NoData"));
        var approximate = translate(text, APPROXIMATE);
        assertThat(file(approximate))
                .contains("expr: up{job=\"x\"} > 1\n", "v: '{{ humanize $value }}'")
                .doesNotContain("no_data_state");
        assertThat(approximate.warnings()).hasSize(1);
    }

    @Test
    void queriesAreMappedToDataSources() {
        var text = rule(INSTANT + "," + threshold("A", "gt", "1"), "");
        var mapped = new GrafanaOptions(false, 1, Map.of("prom", "mimir"));
        assertThat(file(translate(text, mapped))).contains("data_source: mimir\n");
        assertThat(file(translate(text, new GrafanaOptions(false, 1, Map.of("prom", "")))))
                .doesNotContain("data_source");
        assertThat(translate(text, new GrafanaOptions(false, 1, Map.of("other", "mimir")))
                        .refused())
                .singleElement()
                .satisfies(problem -> assertThat(problem.remedy()).contains("--data-source prom=NAME"));
    }

    @Test
    void pausedRuleAndOtherOrganizationsAreLeftOut() {
        var paused = translate(rule(INSTANT + "," + threshold("A", "gt", "1"), "isPaused: true"), EXACT);
        assertThat(paused.rules()).isEmpty();
        assertThat(paused.warnings()).hasSize(1);
        assertThat(translate(rule(INSTANT + "," + threshold("A", "gt", "1"), "").replace("orgId: 1", "orgId: 2"), EXACT)
                        .rules())
                .isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{refId: A, datasourceUid: loki, model: {expr: '{a=\"b\"}', datasource: {type: loki}}}; query A is not a Prometheus query but one of loki",
                "{refId: A, datasourceUid: db, model: {rawSql: 'select 1'}}; query A is not a Prometheus query",
                "{refId: A, datasourceUid: p, relativeTimeRange: {from: 600, to: 60}, model: {expr: up, instant: true}}; the query ends 60 s in the past",
                "{refId: A, datasourceUid: p, model: {expr: 'rate(x[$__rate_interval])', instant: true}}; the query has a variable of Grafana",
                "{refId: A, datasourceUid: __expr__, model: {type: resample}}; expressions of the type 'resample' have no equivalent",
                "{refId: A, datasourceUid: __expr__, model: {type: sql}}; expressions of the type 'sql' have no equivalent",
                "{refId: A, datasourceUid: p, model: {expr: 'up{', instant: true}}; is not PromQL",
                "{refId: B, datasourceUid: p, model: {expr: up, instant: true}}; there is no query or expression 'A'"
            })
    void whatHasNoEquivalentIsNamedWithItsLine(String data, String message) {
        var result = translate(rule(data + "," + threshold("A", "gt", "1"), ""), EXACT);
        assertThat(result.rules()).isEmpty();
        assertThat(result.refused()).anySatisfy(problem -> {
            assertThat(problem.location().source()).isEqualTo("alerts.yaml");
            assertThat(problem.location().line()).isBetween(8, 11);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void otherRulesOfAFileWithARefusedOneAreTranslated() {
        var good = rule(INSTANT + "," + threshold("A", "gt", "1"), "");
        var both = good + "      - {title: Bad, condition: A, data: [], surprise: 1}\n";
        var result = translate(both, EXACT);
        assertThat(result.rules().get("Team.yml")).contains("alert: Down").doesNotContain("Bad");
        assertThat(result.refused())
                .extracting(Problem::message)
                .anyMatch(message -> message.contains("surprise"))
                .anyMatch(message -> message.contains("there is no query or expression 'A'"));
    }

    @Test
    void recoveryThresholdIsRefused() {
        var node = node(
                "C",
                "type: threshold, expression: A, conditions: [{evaluator: {type: gt, params: [5]}, unloadEvaluator: {type: lt, params: [3]}}]");
        assertThat(translate(rule(INSTANT + "," + node, ""), APPROXIMATE).refused())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("recovery threshold"));
    }
}
