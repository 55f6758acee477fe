package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.evaluation.rules.RuleFileReader;
import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.labels.Labels;
import dev.tocsin.templates.TemplateFailedException;
import dev.tocsin.templates.TemplateSyntaxException;
import dev.tocsin.templates.Templates;
import dev.tocsin.templates.functions.AlertmanagerFunctions;
import dev.tocsin.templates.functions.TemplateAlerts;
import dev.tocsin.templates.functions.TemplateData;
import dev.tocsin.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Randomly changed files and random templates: each is read or refused with an error of its reader, in time, and without
 * large output.
 *
 * <p>{@code -Dfuzz.seconds=N} sets the time of each test (3 by default), {@code -Dfuzz.seed=N} the first seed (1 by default, so that a build can be
 * repeated).
 */
class TextFuzzTest {
    private static final Path EXAMPLES = Path.of("../examples");
    private static final Duration SLOWEST = Duration.ofSeconds(20);
    private static final int LONGEST = 5_000_000;
    private static final List<String> TOKENS = List.of(
            "null",
            "~",
            "[",
            "]",
            "{",
            "}",
            "- ",
            "? ",
            ": ",
            "&a ",
            "*a",
            "<<: *a",
            "!!binary ",
            "!x ",
            "|",
            ">-",
            "\t",
            "\u0000",
            "\uFEFF",
            "\u2028",
            "\uD800",
            "'",
            "\"",
            "#",
            "---\n",
            "...\n",
            "%YAML 9.9\n",
            "9223372036854775808",
            "-1",
            "1e999",
            "0x",
            ".nan",
            "1y1y",
            "9999999999y",
            "on",
            "{{",
            "}}",
            "{{ . }}",
            "a=~\"(\"",
            "[null]",
            "{}",
            "[]",
            "[{}]",
            "${env:X}",
            "${file:a:b}",
            "=",
            "2026-01-01",
            "http://[",
            "localhost:99999",
            "a/b",
            "%zz",
            "é");
    private static final List<String> PIECES = List.of(
            ".",
            " ",
            "$",
            "$x",
            ":=",
            "=",
            "|",
            "(",
            ")",
            ",",
            "\"a\"",
            "`b`",
            "'c'",
            "1",
            "-1",
            "1e400",
            "0x7fffffffffffffff",
            "nil",
            "true",
            ".Alerts",
            ".Alerts.Firing",
            ".GroupLabels",
            ".CommonLabels.SortedPairs",
            ".Status",
            ".x",
            "range ",
            "if ",
            "with ",
            "else ",
            "end",
            "define \"t\"",
            "template \"t\" .",
            "block \"u\" .",
            "break",
            "continue",
            "len ",
            "index ",
            "slice ",
            "printf ",
            "\"%99999999d\"",
            "\"%*v %[9]q %!\"",
            "print ",
            "html ",
            "js ",
            "urlquery ",
            "eq ",
            "lt ",
            "and ",
            "or ",
            "not ",
            "call ",
            "title ",
            "toUpper ",
            "join \"-\" ",
            "match ",
            "\"(((a*)*)*)*$\"",
            "reReplaceAll \"(.*)\" \"$1$1$1$1\" ",
            "safeHtml ",
            "stringSlice ",
            "list ",
            "append ",
            "dict ",
            "toJson ",
            "date ",
            "\"2006 MST .000\"",
            "tz \"EST\" ",
            "now",
            "since ",
            "humanizeDuration ",
            "toDate ",
            "base64decode ",
            "urlUnescape \"%zz\" ",
            "/*",
            "*/",
            "\\",
            "\n",
            "\u0000",
            "é");

    private static TemplateData data() {
        var labels = Labels.of("alertname", "A", "instance", "<a&'\">");
        return TemplateData.of(
                "r", TemplateAlerts.of(List.of(), Instant.EPOCH), "unknown", labels, labels, "http://tocsin");
    }

    @ParameterizedTest
    @CsvSource({"alertmanager.yml", "rules.yml", "tocsin.yml", "silence-policy.yml", "datasources.yml"})
    void changedFilesAreReadOrRefused(String file) throws IOException {
        var whole = Files.readString(EXAMPLES.resolve(file));
        forSeeds(file, random -> {
            var text = changed(random, whole);
            try {
                read(file, text);
            } catch (ConfigException e) {
                assertThat(e.getMessage()).hasSizeLessThan(LONGEST).doesNotContain("Exception", "java.", "dev.tocsin");
            }
        });
    }

    @Test
    void randomTemplatesAreRenderedOrRefused() throws IOException {
        forSeeds("templates", random -> {
            var text = template(random);
            var templates = Templates.empty(AlertmanagerFunctions.of(Instant.EPOCH, Labels.EMPTY));
            try {
                var rendered =
                        random.nextBoolean() ? templates.render(text, data()) : templates.renderHtml(text, data());
                assertThat(rendered).hasSizeLessThan(LONGEST);
            } catch (TemplateSyntaxException | TemplateFailedException e) {
                assertThat(e.getMessage()).hasSizeLessThan(LONGEST).doesNotContain("java.", "dev.tocsin");
            }
        });
    }

    private static void read(String file, String text) {
        switch (file) {
            case "alertmanager.yml" -> TestConfigs.read(file, text);
            case "rules.yml" ->
                RuleFileReader.read(
                        file, text, "n", new Defaults(Duration.ofMinutes(1), Duration.ZERO), UnknownKeys.REJECTED);
            case "tocsin.yml" -> Settings.read(file, text, Map.of(), "host");
            case "datasources.yml" -> DataSourcesReader.read(file, text);
            default -> SilencePolicyReader.problems(file, text);
        }
    }

    private static void forSeeds(String what, Consumer<Random> test) {
        var first = Long.getLong("fuzz.seed", 1);
        var end = System.nanoTime()
                + Duration.ofSeconds(Long.getLong("fuzz.seconds", 3)).toNanos();
        var seed = first;
        for (; System.nanoTime() < end; seed++) {
            var start = System.nanoTime();
            try {
                test.accept(new Random(seed));
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                throw new AssertionError("%s, seed %d".formatted(what, seed), e);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("%s, seed %d", what, seed)
                    .isLessThan(SLOWEST);
        }
        System.out.printf("TextFuzzTest: %s, seeds %d to %d%n", what, first, seed - 1);
    }

    private static String changed(Random random, String whole) {
        var lines =
                new ArrayList<>(whole.lines().filter(line -> !line.isBlank()).toList());
        for (var i = random.nextInt(6); i >= 0; i--) {
            var at = random.nextInt(lines.size());
            var line = lines.get(at);
            var in = random.nextInt(line.length() + 1);
            var token = pick(random, TOKENS);
            lines.set(
                    at,
                    switch (random.nextInt(8)) {
                        case 0 -> line.substring(0, in) + token + line.substring(in);
                        case 1 -> line.substring(0, in);
                        case 2 -> " ".repeat(random.nextInt(9)) + line.strip();
                        case 3 -> line + "\n" + line;
                        case 4 -> lines.get(random.nextInt(lines.size()));
                        case 5 -> line.replaceFirst("(?<=: ).*", "") + token;
                        case 6 -> line.replaceFirst("- .*", "- ") + token;
                        default ->
                            line.replaceFirst("^( *(?:- )?)(\\w+): .*", "$1$2: ") + token.repeat(random.nextInt(80));
                    });
        }
        return String.join("\n", lines);
    }

    private static String template(Random random) {
        var text = new StringBuilder();
        var open = 0;
        for (var i = random.nextInt(8); i >= 0; i--) {
            text.append(random.nextInt(5) == 0 ? pick(random, PIECES) : "<a href='")
                    .append("{{");
            if (random.nextInt(3) == 0) {
                text.append(pick(random, List.of("range ", "if ", "with ", "define \"t\"}}{{")))
                        .append(".Alerts");
                open++;
            }
            for (var j = random.nextInt(5); j > 0; j--) {
                text.append(pick(random, PIECES)).append(random.nextBoolean() ? " " : "");
            }
            text.append(random.nextInt(20) == 0 ? "" : "}}");
        }
        return text.append("{{end}}".repeat(open)).toString();
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
