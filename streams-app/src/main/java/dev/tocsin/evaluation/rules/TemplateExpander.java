package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.templates.FunctionFailedException;
import dev.tocsin.templates.TemplateFailedException;
import dev.tocsin.templates.functions.QuerySample;
import dev.tocsin.templates.functions.RuleContext;
import dev.tocsin.templates.functions.RuleTemplate;
import dev.tocsin.templates.functions.SampleValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Expands label and annotation templates of rules at a tick. */
record TemplateExpander(RuleEvaluationContext evaluation, Instant tick) {
    /** Expands templates for an element. A failed template expands to its error message, as in Prometheus. */
    Map<String, String> expand(Map<String, RuleTemplate> templates, Value.Element element) {
        var origin = evaluation.origin();
        var context = new RuleContext(
                element.labels(), value(element), origin.externalLabels(), origin.externalUrl(), tick, this::query);
        var texts = new LinkedHashMap<String, String>();
        templates.forEach((name, template) -> texts.put(name, expand(template, context)));
        return texts;
    }

    private static String expand(RuleTemplate template, RuleContext context) {
        try {
            return template.expand(context);
        } catch (TemplateFailedException e) {
            return "<error expanding template: " + e.getMessage() + ">";
        }
    }

    private static SampleValue value(Value.Element element) {
        return element.histogram().map(TemplateExpander::value).orElseGet(() -> SampleValue.of(element.value()));
    }

    private static SampleValue value(Histogram histogram) {
        return new SampleValue.Histogram(
                histogram.toString(),
                histogram.layout().schema(),
                histogram.layout().zeroThreshold(),
                histogram.zeroCount(),
                histogram.count(),
                histogram.sum());
    }

    private List<QuerySample> query(String expression) {
        try {
            return evaluation.query(evaluation.parse(expression), tick).stream()
                    .map(element -> new QuerySample(element.labels(), value(element)))
                    .toList();
        } catch (PromqlSyntaxException | QueryFailedException e) {
            throw new FunctionFailedException(e.getMessage());
        }
    }
}
