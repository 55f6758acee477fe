package dev.tocsin.templates;

import java.util.List;
import java.util.Optional;

/** A parsed template, which can be rendered any number of times. Immutable. */
public final class Template {
    private static final Signature ANY_NUMBER = Signature.of().andAnyNumberOf(Parameter.ANY);

    private final Templates templates;
    private final Definition definition;

    Template(Templates templates, Definition definition) {
        this.templates = templates;
        this.definition = definition;
    }

    /**
     * Parses a template without associated templates.
     *
     * @throws TemplateSyntaxException if the syntax is invalid or a function does not exist
     */
    public static Template parse(String name, String text, TemplateFunctions functions) {
        return Templates.empty(functions).parse(name, text);
    }

    /** Replaces the functions with others of the same names. */
    public Template withFunctions(TemplateFunctions functions) {
        return new Template(templates.withFunctions(functions), definition);
    }

    /**
     * Renders the template.
     *
     * @throws TemplateFailedException if an action fails or a limit of work, depth or size is exceeded
     */
    public String render(Object dot) {
        return render(dot, Output.plain());
    }

    /** Renders the template as HTML. Values are escaped according to their context. */
    public String renderHtml(Object dot) {
        // The results of these functions are marked as safe, so that they are not escaped twice.
        var functions = templates
                .functions()
                .with("html", ANY_NUMBER, values -> new SafeContent(Escapes.html(print(values)), SafeContent.Kind.HTML))
                .with(
                        "urlquery",
                        ANY_NUMBER,
                        values -> new SafeContent(Escapes.query(print(values)), SafeContent.Kind.URL));
        return withFunctions(functions).render(dot, new HtmlOutput());
    }

    /**
     * The argument of each call of a function with one parameter, in this template and those that it can call; empty if an
     * argument is not a constant text.
     */
    public Optional<List<String>> constantArguments(String function) {
        return ConstantArguments.of(function, templates.definitions());
    }

    private static String print(Arguments values) {
        return GoPrint.together(values.from(0));
    }

    private String render(Object dot, Output output) {
        StatementExecutor.of(definition, Rendering.of(templates, output), Values.normalize(dot));
        return output.toString();
    }
}
