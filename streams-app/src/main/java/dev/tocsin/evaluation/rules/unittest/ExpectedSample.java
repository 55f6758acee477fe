package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoFloat;
import java.util.List;
import java.util.Optional;

/**
 * Expected result sample of a query.
 *
 * @param histogram if present, the value is ignored
 */
record ExpectedSample(Labels labels, double value, Optional<Histogram> histogram) {
    /** Reads a histogram such as {@code {{count:2 sum:3 buckets:[2]}}}. @throws IllegalArgumentException if the text is no histogram */
    static Histogram histogram(String text) {
        var stripped = text.strip();
        if (!stripped.startsWith("{{") || !stripped.endsWith("}}")) {
            throw new IllegalArgumentException("bad histogram descriptor found: \"%s\"".formatted(text));
        }
        return HistogramDescription.parse(stripped).histogram();
    }

    ResultLine toResultLine() {
        return resultLine(new Value.Element(labels, value, histogram));
    }

    /** @param fuzzy whether the next larger or smaller float is equal too */
    boolean matches(Value.Element actual, boolean fuzzy) {
        if (histogram.isPresent() || actual.histogram().isPresent()) {
            return histogram.isPresent()
                    && actual.histogram().isPresent()
                    && isSame(histogram.get(), actual.histogram().get());
        }
        var isSame = value == actual.value() || Double.isNaN(value) && Double.isNaN(actual.value());
        return isSame || fuzzy && (Math.nextUp(value) == actual.value() || Math.nextDown(value) == actual.value());
    }

    private static boolean isSame(Histogram expected, Histogram actual) {
        return expected.equalsIgnoringResetHint(actual) && expected.resetHint() == actual.resetHint();
    }

    static ResultLine resultLine(Value.Element element) {
        return new ResultLine(
                element.labels(),
                List.of(element.histogram()
                        .map(content -> content + " " + content.resetHint() + " " + content.layout())
                        .orElseGet(() -> GoFloat.exponent(element.value()).replace('e', 'E'))));
    }
}
