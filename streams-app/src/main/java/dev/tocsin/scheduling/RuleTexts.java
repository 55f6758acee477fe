package dev.tocsin.scheduling;

import dev.tocsin.evaluation.promql.PromqlParser;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.rules.Element;
import dev.tocsin.evaluation.rules.Evaluation;
import dev.tocsin.evaluation.rules.QueryFailedException;
import dev.tocsin.labels.Labels;
import dev.tocsin.templates.FunctionFailedException;
import dev.tocsin.templates.TemplateFailedException;
import dev.tocsin.templates.TemplateSyntaxException;
import dev.tocsin.templates.library.RuleContext;
import dev.tocsin.templates.library.RuleTemplate;
import dev.tocsin.templates.library.Sample;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The labels and annotations of one version of a group: templates that are parsed once and expanded at every tick. */
final class RuleTexts {
    private final Queries queries;
    private final URI externalUrl;
    private final Map<Evaluation.Template, RuleTemplate> parsed = new ConcurrentHashMap<>();

    RuleTexts(Queries queries, URI externalUrl) {
        this.queries = queries;
        this.externalUrl = externalUrl;
    }

    /** As in Prometheus, what fails says so in its place, and the alert is told all the same. */
    String expand(Evaluation.Template template, Element element, Instant tick) {
        try {
            var context = new RuleContext(
                    element.labels(), element.value(), Labels.EMPTY, externalUrl, tick, text -> ask(text, tick));
            return parsed.computeIfAbsent(template, text -> RuleTemplate.parse(text.name(), text.text()))
                    .expand(context);
        } catch (TemplateSyntaxException | TemplateFailedException e) {
            return "<error expanding template: %s>".formatted(e.getMessage());
        }
    }

    private List<Sample> ask(String expression, Instant tick) {
        try {
            return queries.ask(PromqlParser.parse(expression), tick).stream()
                    .map(element -> new Sample(element.labels(), element.value()))
                    .toList();
        } catch (PromqlSyntaxException | QueryFailedException e) {
            throw new FunctionFailedException(e.getMessage());
        }
    }
}
