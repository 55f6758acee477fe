package dev.tocsin.templates.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.labels.Labels;
import dev.tocsin.templates.Templates;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Prometheus's own test cases. Skipped where the conformance files are missing. */
class PrometheusTemplateCasesTest {
    private static final Path CASES = Path.of(System.getProperty("conformance.dir", "../../shared/conformance"))
            .resolve("rules/template_cases.json");
    private static final Instant NOW = Instant.parse("2012-11-24T11:14:12Z");
    private static final URI EXTERNAL_URL = URI.create("http://testhost:9090/path/prefix");
    private static final SampleValue.Histogram HISTOGRAM =
            new SampleValue.Histogram("{count:3, sum:10}", 0, 0, 0, 3, 10);
    private static final Map<String, Object> CONSTANTS = Map.of(
            "math.Inf(1)", Double.POSITIVE_INFINITY,
            "math.Inf(-1)", Double.NEGATIVE_INFINITY,
            "math.NaN()", Double.NaN,
            "math.MaxInt64", Long.MAX_VALUE,
            "math.MinInt64", Long.MIN_VALUE,
            "math.MaxUint64", BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE),
            "86400 + 3600", 90_000.0,
            "-(86400*2 + 3600*3 + 60*4 + 5)", -183_845.0);

    @Test
    void conformanceFileExists() {
        assumeTrue(Files.exists(CASES), () -> "no peer test data at " + CASES.toAbsolutePath());
        assertThat(CASES).isRegularFile();
    }

    @TestFactory
    Stream<DynamicTest> rendersAsPrometheus() throws IOException {
        if (!Files.exists(CASES)) {
            return Stream.empty();
        }
        var cases = new ObjectMapper().readTree(CASES.toFile()).get("cases");
        return StreamSupport.stream(cases.spliterator(), false)
                .filter(testCase -> !isUnsupported(testCase))
                .map(testCase -> DynamicTest.dynamicTest(testCase.get("text").asText(), () -> check(testCase)));
    }

    /** Templates of rules have neither the function {@code tmpl} nor the option {@code missingkey=error}. */
    private static boolean isUnsupported(JsonNode testCase) {
        return testCase.get("text").asText().contains("tmpl ")
                || testCase.path("errorMsg").asText().contains("no entry for key");
    }

    private static void check(JsonNode testCase) {
        if (testCase.get("shouldFail").asBoolean()) {
            assertThatThrownBy(() -> render(testCase))
                    .hasMessage(testCase.get("errorMsg").asText());
        } else {
            assertThat(render(testCase)).isEqualTo(output(testCase));
        }
    }

    /** The expected output of cases with a histogram is not in the data. */
    private static String output(JsonNode testCase) {
        return testCase.path("native").asBoolean()
                ? HISTOGRAM.text()
                : testCase.get("output").asText();
    }

    private static String render(JsonNode testCase) {
        QueryFunction query =
                expression -> StreamSupport.stream(testCase.path("queryResult").spliterator(), false)
                        .map(PrometheusTemplateCasesTest::sample)
                        .toList();
        var isHtml = testCase.get("html").asBoolean();
        var functions = PrometheusFunctions.of(EXTERNAL_URL, NOW, query);
        var template =
                Templates.empty(functions).parse("test", testCase.get("text").asText());
        var dot = testCase.has("input_go") ? input(testCase.get("input_go").asText()) : null;
        return isHtml ? template.renderHtml(dot) : template.render(dot);
    }

    private static QuerySample sample(JsonNode sample) {
        var labels = new HashMap<String, String>();
        sample.get("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        var value = sample.get("value").isNull()
                ? HISTOGRAM
                : SampleValue.of(sample.get("value").asDouble());
        return new QuerySample(Labels.of(labels), value);
    }

    private static Object input(String go) {
        if (go.startsWith("&sample")) {
            return new QuerySample(Labels.EMPTY, HISTOGRAM);
        }
        var isFloat = go.startsWith("[]float64");
        var items = go.substring(go.indexOf('{') + 1, go.length() - 1).split(", ");
        return Arrays.stream(items).map(item -> value(item, isFloat)).toList();
    }

    private static Object value(String item, boolean isFloat) {
        if (CONSTANTS.containsKey(item)) {
            return CONSTANTS.get(item);
        }
        if (item.startsWith("\"")) {
            return item.substring(1, item.length() - 1);
        }
        return isFloat ? (Object) Double.valueOf(item) : Long.valueOf(item);
    }
}
