package dev.tocsin.templates;

import dev.tocsin.templates.parser.Definition;
import dev.tocsin.templates.parser.TemplateParser;
import dev.tocsin.templates.parser.TemplateSyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Named templates that can call one another; the last definition of a name counts. Immutable. */
public final class Templates {
    private final TemplateFunctions functions;
    private final MissingKey missingKey;
    private final Map<String, Definition> definitions;

    private Templates(TemplateFunctions functions, MissingKey missingKey, Map<String, Definition> definitions) {
        this.functions = functions;
        this.missingKey = missingKey;
        this.definitions = definitions;
    }

    /** No template yet; those to come may call these functions. */
    public static Templates empty(TemplateFunctions functions) {
        return new Templates(functions, MissingKey.ZERO, Map.of());
    }

    public Templates withMissingKey(MissingKey key) {
        return new Templates(functions, key, definitions);
    }

    /** The same templates, with functions of the same names that mean something else now. */
    public Templates withFunctions(TemplateFunctions others) {
        return new Templates(others, missingKey, definitions);
    }

    /**
     * These templates, and what a text defines: its {@code define}s and {@code block}s, and its own body under its
     * name. A blank definition does not replace one that is not.
     *
     * @throws TemplateSyntaxException if the text is no template
     */
    public Templates with(String name, String text) {
        var more = new LinkedHashMap<>(definitions);
        TemplateParser.parse(name, text, functions::has).forEach((defined, definition) -> {
            if (!more.containsKey(defined) || !definition.body().isBlank()) {
                more.put(defined, definition);
            }
        });
        return new Templates(functions, missingKey, Map.copyOf(more));
    }

    /** A text that may call these templates. @throws TemplateSyntaxException if it is no template */
    public Template parse(String name, String text) {
        var own = TemplateParser.parse(name, text, functions::has);
        var all = with(name, text);
        return new Template(all, own.get(name));
    }

    /** Renders a text that may call these templates. @throws TemplateSyntaxException @throws TemplateFailedException */
    public String render(String text, Object dot) {
        return text.isEmpty() ? "" : parse("", text).render(dot);
    }

    /** The same as HTML: whatever is no part of a template itself is escaped, by where it comes to stand. */
    public String renderHtml(String text, Object dot) {
        return text.isEmpty() ? "" : parse("", text).renderHtml(dot);
    }

    public boolean has(String name) {
        return definitions.containsKey(name);
    }

    TemplateFunctions functions() {
        return functions;
    }

    MissingKey missingKey() {
        return missingKey;
    }

    Optional<Definition> find(String name) {
        return Optional.ofNullable(definitions.get(name));
    }
}
