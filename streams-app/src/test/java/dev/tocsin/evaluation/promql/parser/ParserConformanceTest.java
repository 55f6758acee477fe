package dev.tocsin.evaluation.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.Span;
import dev.tocsin.notation.GoQuote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The test cases of Prometheus's parser: each is accepted, or rejected with the same error at the same position. */
class ParserConformanceTest {
    private static final Path GIVEN = Path.of(System.getProperty("conformance.dir", "../../shared/conformance"));
    private static final Path SUITE = Files.isDirectory(GIVEN.resolve("promql")) ? GIVEN.resolve("promql") : GIVEN;
    private static final Pattern EVALUATION = Pattern.compile(
            "eval(?:_[a-z]+)? +(?:instant(?: +at +[^ ]+)?|range +from +[^ ]+ +to +[^ ]+ +step +[^ ]+) +(.+)");

    // Two cases have a byte that is not UTF-8, written as \xff. In Java it is an unpaired surrogate.
    private static final String STRAY_BYTE = "\\xff";

    @BeforeAll
    static void needsConformanceData() {
        assumeTrue(
                Files.isDirectory(SUITE),
                () -> "no conformance data at " + SUITE.toAbsolutePath() + ": set -Dconformance.dir=DIR");
    }

    @TestFactory
    Stream<DynamicTest> agreesWithPrometheus() throws IOException {
        var data = SUITE.resolve("parser_cases.json");
        assumeTrue(Files.exists(data), () -> "no parser cases at " + data.toAbsolutePath());
        var cases = new ObjectMapper().readTree(data.toFile()).get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .map(example -> DynamicTest.dynamicTest(
                        GoQuote.quote(example.get("input").asText()), () -> check(example)));
    }

    /** The parser accepts all expressions of the evaluation scripts. */
    @TestFactory
    Stream<DynamicTest> parsesTheExpressionsOfEvaluationScripts() throws IOException {
        try (var files = Files.walk(SUITE)) {
            var scripts = files.filter(file -> file.toString().endsWith(".test"))
                    .sorted()
                    .toList();
            return scripts.stream()
                    .map(script ->
                            DynamicTest.dynamicTest(SUITE.relativize(script).toString(), () -> {
                                try (var lines = Files.lines(script)) {
                                    lines.map(String::strip)
                                            .map(EVALUATION::matcher)
                                            .filter(Matcher::matches)
                                            .map(eval -> eval.group(1))
                                            .forEach(RoundTrip::of);
                                }
                            }));
        }
    }

    private static void check(JsonNode example) {
        if (example.get("ok").asBoolean()) {
            assertThatCode(() -> RoundTrip.of(example.get("input").asText())).doesNotThrowAnyException();
        } else {
            rejects(example);
        }
    }

    private static void rejects(JsonNode example) {
        var input = example.get("input").asText().replace(STRAY_BYTE, "\udcff");
        var error = catchThrowableOfType(PromqlSyntaxException.class, () -> PromqlParser.parse(input, Features.ALL));
        assertThat(error).as("error").isNotNull();
        assertThat(error.reason()).isEqualTo(example.get("errors").get(0).asText());
        var position = example.get("positions").get(0);
        assertThat(error.span())
                .isEqualTo(new Span(position.get(0).asInt(), position.get(1).asInt()));
    }
}
