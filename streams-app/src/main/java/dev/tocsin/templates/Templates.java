package dev.tocsin.templates;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Named templates that can call each other. A later definition replaces an earlier one. Immutable. */
public final class Templates {
    private final TemplateFunctions functions;
    private final Map<String, Definition> definitions;

    private Templates(TemplateFunctions functions, Map<String, Definition> definitions) {
        this.functions = functions;
        this.definitions = definitions;
    }

    /** No templates; those added later can call these functions. */
    public static Templates empty(TemplateFunctions functions) {
        return new Templates(functions, Map.of());
    }

    /** Replaces the functions with others of the same names. */
    public Templates withFunctions(TemplateFunctions others) {
        return new Templates(others, definitions);
    }

    /**
     * Adds the definitions of a text: its {@code define}s and {@code block}s, and its own body under {@code name}. A blank
     * definition does not replace a non-blank one.
     *
     * @throws TemplateSyntaxException if the syntax is invalid
     */
    public Templates with(String name, String text) {
        var more = new LinkedHashMap<>(definitions);
        TemplateParser.parse(name, text, functions::has).forEach((defined, definition) -> {
            if (!more.containsKey(defined) || !definition.body().isBlank()) {
                more.put(defined, definition);
            }
        });
        return new Templates(functions, Map.copyOf(more));
    }

    /**
     * Parses a template that can call these templates.
     *
     * @throws TemplateSyntaxException if the syntax is invalid
     */
    public Template parse(String name, String text) {
        var own = TemplateParser.parse(name, text, functions::has);
        var all = with(name, text);
        return new Template(all, own.get(name));
    }

    /**
     * Renders a text that can call these templates.
     *
     * @throws TemplateSyntaxException if the syntax is invalid
     * @throws TemplateFailedException if rendering fails
     */
    public String render(String text, Object dot) {
        return text.isEmpty() ? "" : parse("", text).render(dot);
    }

    /** Renders a text as HTML. Values are escaped according to their context. */
    public String renderHtml(String text, Object dot) {
        return text.isEmpty() ? "" : parse("", text).renderHtml(dot);
    }

    TemplateFunctions functions() {
        return functions;
    }

    Collection<Definition> definitions() {
        return definitions.values();
    }

    Optional<Definition> find(String name) {
        return Optional.ofNullable(definitions.get(name));
    }
}
