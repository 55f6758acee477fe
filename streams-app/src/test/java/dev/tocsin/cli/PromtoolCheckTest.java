package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.ExternalProgram;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** YAML as Prometheus's decoder reads it: nulls, numbers, merge keys, encodings. {@code promtool} 3 agrees, if it is installed. */
class PromtoolCheckTest {
    private static final String RULE = "{record: a, expr: b}";

    @TempDir
    private Path dir;

    @ParameterizedTest(name = "{0}: {1} rules")
    @CsvSource(delimiter = '|', textBlock = """
            groups: null                                                               | 0
            groups: [null]                                                             | 0
            groups: [null, {name: a, rules: [RULE]}]                                   | 1
            groups: [{name: a, rules: null}]                                           | 0
            groups: [{name: a, rules: [null]}]                                         | 0
            groups: [{name: a, rules: [RULE, null]}]                                   | 1
            groups: [{name: a, rules: [null, {expr: 1}]}]                              | -1
            groups: [{name: a, limit: -1, rules: [RULE]}]                              | 1
            groups: [{name: a, limit: 1e3, rules: [RULE]}]                             | 1
            groups: [{name: a, limit: 0x10, rules: [RULE]}]                            | 1
            groups: [{name: a, limit: 1_000, rules: [RULE]}]                           | 1
            groups: [{name: a, limit: "3", rules: [RULE]}]                             | -1
            groups: [{name: a, limit: null, rules: [RULE]}]                            | 1
            groups: [{name: null, rules: [RULE]}]                                      | -1
            groups: [{name: a, rules: [{record: a, expr: null}]}]                      | -1
            groups: [{name: a, rules: [{record: a, expr: 1_000}]}]                     | 1
            groups: [{name: a, rules: [{record: a, expr: b, labels: {x: null}}]}]      | 1
            groups: [{name: a, interval: null, rules: [{alert: a, expr: b, for: ~}]}]  | 1
            groups: [{name: a, interval: 0, rules: [{alert: a, expr: b, for: 0}]}]     | 1
            groups: [{name: a, rules: [&r RULE, {<<: *r, record: c}]}]                 | 2
            groups: [{name: a, rules: [&r RULE, {record: c, <<: [*r, *r]}]}]           | 2
            groups: [{name: a, rules: [&r RULE, {<<: *r, alert: c}]}]                  | -1
            null                                                                       | 0
            []                                                                         | -1
            """)
    void ruleFile(String text, int rules) throws Exception {
        assertRules(text.replace("RULE", RULE), StandardCharsets.UTF_8, rules);
    }

    @Test
    void encodingsWithAByteOrderMark() throws Exception {
        var text = "\ufeffgroups: [{name: \u00fc, rules: [%s]}]".formatted(RULE);
        assertRules(text, StandardCharsets.UTF_8, 1);
        assertRules(text, StandardCharsets.UTF_16LE, 1);
        assertRules(text, StandardCharsets.UTF_16BE, 1);
    }

    /** @param rules their number; -1 if the file is invalid */
    private void assertRules(String text, Charset charset, int rules) throws IOException, InterruptedException {
        var file = Files.write(dir.resolve("rules.yml"), text.getBytes(charset));
        var seen = new CliRunner().run("rules", "check", file);
        assertThat(seen.code()).as(seen.err()).isEqualTo(rules < 0 ? 1 : 0);
        assertThat(seen.out().contains("SUCCESS: %d rules".formatted(rules))).isEqualTo(rules >= 0);
        var promtool = ExternalProgram.find("promtool");
        assumeTrue(promtool.isPresent(), "no promtool on the path or in -Dpromtool: its answer is not compared");
        var version = promtool.orElseThrow().run(List.of("--version")).output();
        assumeFalse(version.contains("version 2."), "promtool 2 reads numbers in expressions differently");
        var ran = promtool.orElseThrow().run(List.of("check", "rules", "--lint=none", file.toString()));
        assertThat(ran.code()).as(ran.output()).isEqualTo(rules < 0 ? 1 : 0);
        assertThat(ran.output().contains("SUCCESS: %d rules".formatted(rules))).isEqualTo(rules >= 0);
    }
}
