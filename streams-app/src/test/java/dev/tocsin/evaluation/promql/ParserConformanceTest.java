package dev.tocsin.evaluation.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.notation.GoQuote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Prometheus's own cases: each is accepted, or rejected with Prometheus's text at Prometheus's place. */
class ParserConformanceTest {
    private static final Path DATA = Path.of(System.getProperty("conformance.dir", "../../shared/conformance"))
            .resolve("promql/parser_cases.json");

    // The two cases with a byte that is not UTF-8 spell it \xff, which in a text that is UTF-8 is a lone surrogate.
    private static final String STRAY_BYTE = "\\xff";

    @TestFactory
    Stream<DynamicTest> agreesWithPrometheus() throws IOException {
        if (!Files.exists(DATA)) {
            abort("no conformance data at " + DATA.toAbsolutePath() + "; say -Dconformance.dir=DIR");
        }
        var cases = new ObjectMapper().readTree(DATA.toFile()).get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .map(example -> DynamicTest.dynamicTest(
                        GoQuote.quote(example.get("input").asText()), () -> check(example)));
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
        assertThat(error).as("rejects").isNotNull();
        assertThat(error.reason()).isEqualTo(example.get("errors").get(0).asText());
        var place = example.get("positions").get(0);
        assertThat(error.span())
                .isEqualTo(new Span(place.get(0).asInt(), place.get(1).asInt()));
    }
}
