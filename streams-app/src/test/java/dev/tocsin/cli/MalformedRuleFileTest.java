package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Malformed rule files of any kind are refused quickly and with a message. */
class MalformedRuleFileTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    private Path dir;

    static Stream<Arguments> malformed() {
        var rule = "groups: [{name: g, rules: [{alert: A, expr: \"%s\", labels: {a: \"%s\"}}]}]";
        return Stream.of(
                Arguments.of(
                        "5,000 nested parentheses",
                        rule.formatted("(".repeat(5_000) + "1" + ")".repeat(5_000), ""),
                        "expression is nested more than 250 levels deep"),
                Arguments.of(
                        "an expression of a megabyte",
                        rule.formatted("a+\n ".repeat(1 << 18) + "a", ""),
                        "characters, but the maximum is 262144"),
                Arguments.of(
                        "an expression of many levels",
                        rule.formatted("a+\n ".repeat(1 << 15) + "a", ""),
                        "expression is nested more than 250 levels deep"),
                Arguments.of(
                        "a regular expression with nested repetitions",
                        rule.formatted("up{a=~'((((x{1000}){1000}){1000}){1000})'}", ""),
                        "error parsing regexp: expression too large"),
                Arguments.of(
                        "a label of ten megabytes",
                        rule.formatted("1", "x".repeat(10 << 20)),
                        "characters; at most 524288 are allowed"),
                Arguments.of(
                        "a label that is too large",
                        rule.formatted("1", "x".repeat(100_000)),
                        "label has 100001 characters, but the maximum is 65536"),
                Arguments.of("a label with an unpaired surrogate", rule.formatted("1", "\\ud800"), "bad.yml"),
                Arguments.of("100,000 nested lists", "groups: " + "[".repeat(100_000), "bad.yml"),
                Arguments.of(
                        "YAML aliases that expand exponentially",
                        "a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
                                + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\ngroups: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]",
                        "bad.yml"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("malformed")
    void malformedFileIsRefusedQuickly(String what, String text, String why) throws IOException {
        var file = Files.writeString(dir.resolve("bad.yml"), text);
        var seen = assertTimeout(TIMEOUT, () -> new CliRunner().run("rules", "check", file));
        assertThat(seen.code()).as(what).isEqualTo(1);
        assertThat(seen.err()).contains(why);
    }
}
