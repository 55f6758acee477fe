package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Experimental PromQL features are disabled by default in every command that parses expressions. */
class PromqlFeaturesOptionTest {
    private static final String EXPERIMENTAL = "--enable-feature=promql-experimental-functions";

    @TempDir
    private Path dir;

    private final CliRunner cli = new CliRunner();

    @ParameterizedTest(name = "{0} is read with {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            sort_by_label(up, "a") | promql-experimental-functions   | function "sort_by_label" is not enabled
            limitk(1, up)          | promql-experimental-functions   | limitk() is experimental and must be enabled with --enable-feature=promql-experimental-functions
            rate(up[5m] smoothed)  | promql-extended-range-selectors | smoothed modifier is experimental and not enabled
            up + fill(0) up        | promql-binop-fill-modifiers     | binop fill modifiers are experimental and not enabled
            """)
    void checkRefusesDisabledFeatures(String expr, String feature, String refusal) throws IOException {
        var file = rules(expr);
        assertThat(cli.run("rules", "check", file).err()).contains(refusal);
        var others = EnumSet.allOf(Feature.class);
        others.remove(Feature.find(feature).orElseThrow());
        var enabled = others.stream().map(Feature::toString).toList();
        assertThat(cli.run("rules", "check", "--enable-feature", String.join(",", enabled), file)
                        .err())
                .contains(refusal);
        assertThat(cli.run("rules", "check", "--enable-feature", feature, file).code())
                .isZero();
    }

    @Test
    void testEnablesFeaturesInRulesTemplatesAndQueries() throws IOException {
        rules("limitk(1, up)", "{{ range query \\\"sort_by_label(up, 'a')\\\" }}{{ .Labels.a }}{{ end }}");
        var tests = Files.writeString(dir.resolve("tests.yml"), """
                rule_files: [rules.yml]
                tests:
                  - input_series: [{series: 'up{a="2"}', values: 1}, {series: 'up{a="1"}', values: 1}]
                    alert_rule_test:
                      - {eval_time: 0m, alertname: A, exp_alerts: [{exp_labels: {a: 1}, exp_annotations: {summary: 12}}]}
                    promql_expr_test:
                      - {expr: 'count(limitk(1, up))', eval_time: 0m, exp_samples: [{value: 1}]}
                """);
        assertThat(cli.run("rules", "test", tests).err()).contains("limitk() is experimental");
        var seen = cli.run("rules", "test", EXPERIMENTAL, tests);
        assertThat(seen.err()).isEmpty();
        assertThat(seen.code()).isZero();
    }

    @Test
    void testSupportsDelayedNameRemoval() throws IOException {
        rules("up");
        var tests = Files.writeString(dir.resolve("tests.yml"), """
                rule_files: [rules.yml]
                tests:
                  - input_series: [{series: 'up', values: 1 2}]
                    promql_expr_test:
                      - {expr: 'sum by (__name__) (-up)', eval_time: 1m, exp_samples: [{labels: '{}', value: -2}]}
                      - {expr: 'count(count by (__name__) (-up) and on (__name__) up)', eval_time: 1m, exp_samples: [{value: 1}]}
                """);
        assertThat(cli.run("rules", "test", tests).code()).isEqualTo(1);
        assertThat(cli.run("rules", "test", "--enable-feature=promql-delayed-name-removal", tests)
                        .code())
                .isZero();
    }

    @Test
    void applyEnablesFeaturesBySettingsOrOption() throws IOException {
        var file = rules("limitk(1, up)");
        var config =
                Files.writeString(dir.resolve("tocsin.yml"), "evaluation: {features: [promql-experimental-functions]}");
        assertThat(cli.run("rules", "apply", file).err()).contains("limitk() is experimental", "nothing was applied");
        assertThat(cli.run("rules", "apply", EXPERIMENTAL, file).out()).startsWith("added");
        assertThat(cli.run("rules", "apply", "--config", config, file).out()).startsWith("unchanged");
        var environment = Map.of("TOCSIN_EVALUATION_FEATURES", "use-start-timestamps,promql-experimental-functions");
        assertThat(new CliRunner(environment).run("rules", "apply", file).out()).startsWith("added");
    }

    @Test
    void serverOptionOverridesItsSettings() throws IOException {
        var config = Files.writeString(dir.resolve("tocsin.yml"), "evaluation: {features: [type-and-unit-labels]}");
        cli.run("server", "--config", config);
        cli.run("server", "--config", config, EXPERIMENTAL + ",promql-duration-expr");
        assertThat(cli.servedSettings)
                .extracting(settings -> settings.evaluation().engineOptions().features())
                .containsExactly(
                        Features.stableAnd(EnumSet.of(Feature.TYPE_AND_UNIT_LABELS)),
                        Features.stableAnd(EnumSet.of(Feature.EXPERIMENTAL_FUNCTIONS)));
    }

    @Test
    void unknownFeatureIsAUsageError() {
        var seen = cli.run("rules", "check", "--enable-feature=promql-everything", "x.yml");
        assertThat(seen.code()).isEqualTo(2);
        assertThat(seen.err())
                .contains("unknown feature 'promql-everything'; known features: promql-experimental-functions, ");
    }

    private Path rules(String expr) throws IOException {
        return rules(expr, "");
    }

    private Path rules(String expr, String summary) throws IOException {
        return Files.writeString(
                dir.resolve("rules.yml"),
                "groups: [{name: g, rules: [{alert: A, expr: '%s', annotations: {summary: \"%s\"}}]}]"
                        .formatted(expr, summary));
    }
}
