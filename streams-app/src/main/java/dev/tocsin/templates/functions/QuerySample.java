package dev.tocsin.templates.functions;

import dev.tocsin.labels.Labels;
import dev.tocsin.templates.GoPrint;
import dev.tocsin.templates.TemplateObject;
import dev.tocsin.templates.TemplateType;

/** A sample of a query result in a template. */
public record QuerySample(Labels labels, SampleValue value) implements TemplateObject {
    private static final TemplateType<QuerySample> TYPE = TemplateType.named("*template.sample", QuerySample.class)
            .field("Labels", sample -> StringMap.of(sample.labels()))
            .field("Value", sample -> sample.value().toTemplateValue());

    public QuerySample(Labels labels, double value) {
        this(labels, SampleValue.of(value));
    }

    @Override
    public TemplateType<?> templateType() {
        return TYPE;
    }

    @Override
    public String toString() {
        return "&{" + StringMap.of(labels) + " " + GoPrint.text(value.toTemplateValue()) + "}";
    }
}
