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

class RulesCheckCommandTest {
    private static final Path RULES =
            Path.of(System.getProperty("conformance.dir", "../../shared/conformance"), "rules");

    @TempDir
    private Path dir;

    private final CliRunner cli = new CliRunner();

    /** Prometheus's own files with promtool's results. Skipped where the conformance files are missing. */
    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # file                                                 | options                 | code | says
            rulefmt-testdata/bad_expr.bad.yaml                     |                         | 1    | :5:15: group "yolo", rule 1, "yolo": could not parse expression: 1:6: parse error: expected type range vector in call to function "rate", got instant vector
            rulefmt-testdata/bad_field.bad.yaml                    |                         | 1    | :8:9: unknown key 'groups[0].rules[0].annotation'
            rulefmt-testdata/duplicate_grp.bad.yaml                |                         | 1    | groupname: "yolo" is repeated in the same file
            rulefmt-testdata/invalid_label_name.bad.yaml           |                         | 1    | group "yolo", rule 1, "hola": invalid label name: __name__
            rulefmt-testdata/invalid_record_name.bad.yaml          |                         | 1    | :4:17: group "yolo", rule 1, "strawberry{flavor=\\"sweet\\"}": braces present in the recording rule name; should it be in expr?: strawberry{flavor="sweet"}
            rulefmt-testdata/legacy_validation_annotation.bad.yaml |                         | 0    | SUCCESS: 1 rules found
            rulefmt-testdata/no_rec_alert.bad.yaml                 |                         | 1    | group "yolo", rule 1, "": one of 'record' or 'alert' must be set
            rulefmt-testdata/noexpr.bad.yaml                       |                         | 1    | group "yolo", rule 1, "ylo": field 'expr' must be set in rule
            rulefmt-testdata/record_and_alert.bad.yaml             |                         | 1    | group "yolo", rule 1, "Hello": only one of 'record' and 'alert' must be set
            rulefmt-testdata/record_and_for.bad.yaml               |                         | 1    | group "yolo", rule 1, "Hello": invalid field 'for' in recording rule
            rulefmt-testdata/record_and_keep_firing_for.bad.yaml   |                         | 1    | group "yolo", rule 1, "Hello": invalid field 'keep_firing_for' in recording rule
            rulefmt-testdata/test.yaml                             |                         | 0    | WARNING: 1 duplicate rule(s) found
            rulefmt-testdata/test_aliases.yaml                     |                         | 0    | WARNING: 2 duplicate rule(s) found
            rules-fixtures/invalid_rules.yaml                      |                         | 1    | :6:9: unknown key 'groups[0].rules[0].unexpected_field'
            rules-fixtures/rules_multi_doc.yaml                    |                         | 0    | SUCCESS: 1 rules found
            promtool/bad-rules-syntax.yml                          |                         | 1    | :7:15: group "bad-syntax", rule 1, "x": could not parse expression: 1:7: parse error: unexpected end of input
            promtool/rules-bad.yml                                 |                         | 1    | group "alerts", rule 1, "InstanceDown": annotation "summary": error parsing template __alert_InstanceDown: template: __alert_InstanceDown:1: undefined variable "$label"
            promtool/features.yml                                  |                         | 1    | :6:15: group "features", rule 1, "promql-experimental-functions": could not parse expression: 1:1: parse error: function "sort_by_label" is not enabled
            promtool/prometheus-rules.lint.yml                     |                         | 0    | HighRequestLatency{severity="page"}
            promtool/rules_duplicates.yml                          |                         | 0    | job:test:count_over_time1m
            promtool/rules_duplicates.yml                          | --lint-fatal            | 3    | WARNING: 1 duplicate rule(s) found
            promtool/rules_duplicates.yml                          | --lint=none             | 0    | SUCCESS: 5 rules found
            promtool/rules_extrafields.yml                         |                         | 1    | :21:5: unknown key 'groups[1].ownership'
            promtool/rules_extrafields.yml                         | --ignore-unknown-fields | 0    | SUCCESS: 5 rules found
            promtool/rules_large.yml                               |                         | 0    | WARNING: 2 duplicate rule(s) found
            """)
    void agreesWithPromtool(String file, String options, int code, String says) {
        assumeTrue(Files.isDirectory(RULES), () -> "no test data at " + RULES.toAbsolutePath());
        var words = ("rules check " + RULES.resolve(file) + (options == null ? "" : " " + options)).split(" ");
        var seen = cli.run((Object[]) words);
        assertThat(seen.out() + seen.err()).contains(says);
        assertThat(seen.code()).isEqualTo(code);
    }

    @Test
    void unknownLintCheckIsAUsageError() {
        var seen = cli.run("rules", "check", "--lint=everything", "x.yml");
        assertThat(seen.code()).isEqualTo(2);
        assertThat(seen.err()).contains("unknown lint check 'everything'; known: all, duplicate-rules, none");
    }

    @Test
    void fileThatIsNotUtf8IsReportedAndTheNextFileIsChecked() throws IOException {
        var bad = Files.write(dir.resolve("bad.yml"), new byte[] {'g', (byte) 0xff, (byte) 0xfe});
        var good = Files.writeString(dir.resolve("good.yml"), "groups: []");
        var seen = cli.run("rules", "check", bad, good);
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err()).contains("bad.yml' is neither UTF-8 nor UTF-16");
        assertThat(seen.out()).contains("good.yml\n  SUCCESS: 0 rules found");
    }
}
