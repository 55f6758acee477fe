package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.labels.Labels;
import java.util.Optional;

/**
 * One element of an expression's result; a scalar is one without labels.
 *
 * @param value the number; 0, if the element is a histogram
 */
public record VectorElement(Labels labels, double value, Optional<Histogram> histogram) {
    public VectorElement(Labels labels, double value) {
        this(labels, value, Optional.empty());
    }

    public static VectorElement of(Value.Element element) {
        return new VectorElement(
                element.labels(), element.histogram().isPresent() ? 0 : element.value(), element.histogram());
    }
}
