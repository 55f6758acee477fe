package dev.tocsin.evaluation.rules;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Prometheus's own valid and invalid rule files. Skipped where they are missing. */
class RuleFileConformanceTest {
    private static final Defaults DEFAULTS = new Defaults(Duration.ofMinutes(1), Duration.ZERO);

    /** Invalid only with legacy name validation, which is not the default. */
    private static final String BAD_ONLY_FOR_CLASSIC_NAMES = "legacy_validation_annotation.bad.yaml";

    /**
     * promtool's error for each invalid file, after the position. Where promtool's text comes from its YAML library, the
     * text of Tocsin.
     */
    private static final Map<String, String> FAULTS = Map.ofEntries(
            entry(
                    "bad_expr.bad.yaml",
                    "5:15: group \"yolo\", rule 1, \"yolo\": could not parse expression: 1:6: parse error: expected type"
                            + " range vector in call to function \"rate\", got instant vector"),
            entry(
                    "bad_field.bad.yaml",
                    "8:9: unknown key 'groups[0].rules[0].annotation'; did you mean 'annotations'?"),
            entry(
                    "duplicate_grp.bad.yaml",
                    "3:5: groupname: \"yolo\" is repeated in the same file; give each group a different name"),
            entry(
                    "invalid_label_name.bad.yaml",
                    "7:11: group \"yolo\", rule 1, \"hola\": invalid label name: __name__"),
            entry(
                    "invalid_record_name.bad.yaml",
                    "4:17: group \"yolo\", rule 1, \"strawberry{flavor=\\\"sweet\\\"}\": braces present in the recording rule"
                            + " name; should it be in expr?: strawberry{flavor=\"sweet\"}"),
            entry("no_rec_alert.bad.yaml", "4:9: group \"yolo\", rule 1, \"\": one of 'record' or 'alert' must be set"),
            entry("noexpr.bad.yaml", "4:9: group \"yolo\", rule 1, \"ylo\": field 'expr' must be set in rule"),
            entry(
                    "record_and_alert.bad.yaml",
                    "4:9: group \"yolo\", rule 1, \"Hello\": only one of 'record' and 'alert' must be set"),
            entry(
                    "record_and_for.bad.yaml",
                    "6:9: group \"yolo\", rule 1, \"Hello\": invalid field 'for' in recording rule"),
            entry(
                    "record_and_keep_firing_for.bad.yaml",
                    "6:9: group \"yolo\", rule 1, \"Hello\": invalid field 'keep_firing_for' in recording rule"),
            entry(
                    "invalid_rules.yaml",
                    "6:9: unknown key 'groups[0].rules[0].unexpected_field'; known here: alert, annotations,"
                            + " data_source, exec_err_state, expr, for, keep_firing_for, labels,"
                            + " missing_series_evals_to_resolve, no_data_state, record"));

    private static final Path RULES =
            Path.of(System.getProperty("conformance.dir", "../../shared/conformance"), "rules");

    @TestFactory
    Stream<DynamicTest> goodFilesAreReadAndBadOnesRefused() throws IOException {
        return Stream.concat(files("rulefmt-testdata"), files("rules-fixtures"))
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static Stream<Path> files(String name) throws IOException {
        var folder = RULES.resolve(name);
        assumeTrue(Files.isDirectory(folder), () -> "no test data at " + folder.toAbsolutePath());
        try (var files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }

    private static void check(Path file) throws IOException {
        var name = file.getFileName().toString();
        var text = Files.readString(file);
        if (isBad(name)) {
            assertThat(FAULTS).as("invalid file without an expected error").containsKey(name);
            assertThatThrownBy(() -> RuleFileReader.read(name, text, "app", DEFAULTS, UnknownKeys.REJECTED))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("1 problem must be fixed:\n  " + name + ":" + FAULTS.get(name));
        } else {
            assertThat(RuleFileReader.read(name, text, "app", DEFAULTS, UnknownKeys.REJECTED))
                    .isNotEmpty();
        }
    }

    private static boolean isBad(String name) {
        return name.startsWith("invalid_") || name.contains(".bad.") && !name.equals(BAD_ONLY_FOR_CLASSIC_NAMES);
    }
}
