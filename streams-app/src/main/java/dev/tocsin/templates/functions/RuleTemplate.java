package dev.tocsin.templates.functions;

import dev.tocsin.templates.Template;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A parsed label or annotation template of a rule, expanded for each element of the rule's result. Immutable. */
public final class RuleTemplate {
    private static final URI NO_EXTERNAL_URL = URI.create("");
    private static final String ACTION = "{{";
    private static final String PRELUDE = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
            + "{{$externalURL := .ExternalURL}}{{$value := .Value}}";

    private final String text;
    /** Empty if the text has no actions: most labels, which need no parsed template in memory. */
    private final Optional<Template> template;

    private RuleTemplate(String text, Optional<Template> template) {
        this.text = text;
        this.template = template;
    }

    /** @throws dev.tocsin.templates.TemplateSyntaxException if the syntax is invalid or a function does not exist */
    public static RuleTemplate parse(String name, String text) {
        if (!text.contains(ACTION)) {
            return new RuleTemplate(text, Optional.empty());
        }
        var functions = PrometheusFunctions.of(NO_EXTERNAL_URL, Instant.EPOCH, QueryFunction.EMPTY);
        return new RuleTemplate(text, Optional.of(Template.parse(name, PRELUDE + text, functions)));
    }

    /** @throws dev.tocsin.templates.TemplateFailedException if an action fails */
    public String expand(RuleContext context) {
        return template.map(parsed -> expand(parsed, context)).orElse(text);
    }

    private static String expand(Template parsed, RuleContext context) {
        var functions = PrometheusFunctions.of(context.externalUrl(), context.now(), context.query());
        return parsed.withFunctions(functions).render(context);
    }

    /** The expressions that the template queries; empty if one of them is known only when it is expanded. */
    public Optional<List<String>> constantQueries() {
        return template.map(parsed -> parsed.constantArguments(PrometheusFunctions.QUERY))
                .orElseGet(() -> Optional.of(List.of()));
    }

    /** The source text. */
    @Override
    public String toString() {
        return text;
    }
}
