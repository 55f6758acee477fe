package dev.tocsin.templates.functions;

import dev.tocsin.labels.Labels;
import dev.tocsin.templates.Described;
import dev.tocsin.templates.GoPrint;
import dev.tocsin.templates.Shape;

/** One element of what a query inside a template has found. */
public record Sample(Labels labels, SampleValue value) implements Described {
    private static final Shape<Sample> SHAPE = Shape.named("*template.sample", Sample.class)
            .field("Labels", sample -> TextMap.of(sample.labels()))
            .field("Value", sample -> sample.value().inTemplates());

    public Sample(Labels labels, double value) {
        this(labels, SampleValue.of(value));
    }

    @Override
    public Shape<?> shape() {
        return SHAPE;
    }

    @Override
    public String toString() {
        return "&{" + TextMap.of(labels) + " " + GoPrint.text(value.inTemplates()) + "}";
    }
}
