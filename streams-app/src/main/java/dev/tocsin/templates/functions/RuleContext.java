package dev.tocsin.templates.functions;

import dev.tocsin.labels.Labels;
import dev.tocsin.templates.GoPrint;
import dev.tocsin.templates.TemplateObject;
import dev.tocsin.templates.TemplateType;
import java.net.URI;
import java.time.Instant;

/**
 * The data of label and annotation templates of a rule, for one element of the result of its expression.
 *
 * @param labels the labels of the element
 * @param externalLabels the external labels of the instance
 * @param now the evaluation time
 */
public record RuleContext(
        Labels labels, SampleValue value, Labels externalLabels, URI externalUrl, Instant now, QueryFunction query)
        implements TemplateObject {
    private static final TemplateType<RuleContext> TYPE = TemplateType.named("template.tmplData", RuleContext.class)
            .field("Labels", context -> StringMap.of(context.labels()))
            .field("ExternalLabels", context -> StringMap.of(context.externalLabels()))
            .field("ExternalURL", context -> context.externalUrl().toString())
            .field("Value", context -> context.value().toTemplateValue());

    @Override
    public TemplateType<?> templateType() {
        return TYPE;
    }

    /** Go's {@code %v} of a struct: the field values in order, without names. */
    @Override
    public String toString() {
        return "{%s %s %s %s}"
                .formatted(
                        StringMap.of(labels),
                        StringMap.of(externalLabels),
                        externalUrl,
                        GoPrint.text(value.toTemplateValue()));
    }
}
