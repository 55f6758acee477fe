package dev.tocsin.templates.functions;

import dev.tocsin.labels.Labels;
import dev.tocsin.templates.Described;
import dev.tocsin.templates.Shape;
import java.net.URI;
import java.time.Instant;

/**
 * What the labels and annotations of a rule may speak of: one element of the result of its expression.
 *
 * @param labels of the element
 * @param externalLabels of the instance
 * @param now when the rule is evaluated
 */
public record RuleContext(
        Labels labels, SampleValue value, Labels externalLabels, URI externalUrl, Instant now, Query query)
        implements Described {
    private static final Shape<RuleContext> SHAPE = Shape.named("template.tmplData", RuleContext.class)
            .field("Labels", context -> TextMap.of(context.labels()))
            .field("ExternalLabels", context -> TextMap.of(context.externalLabels()))
            .field("ExternalURL", context -> context.externalUrl().toString())
            .field("Value", context -> context.value().inTemplates());

    @Override
    public Shape<?> shape() {
        return SHAPE;
    }
}
