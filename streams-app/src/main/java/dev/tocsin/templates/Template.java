package dev.tocsin.templates;

import dev.tocsin.templates.parser.Definition;

/** A text with actions in it, parsed once, rendered for as many values as one likes. Immutable. */
public final class Template {
    private final Templates templates;
    private final Definition definition;

    Template(Templates templates, Definition definition) {
        this.templates = templates;
        this.definition = definition;
    }

    /** A text that stands for itself. @throws TemplateSyntaxException if it is no template, or calls a function that is not there */
    public static Template parse(String name, String text, TemplateFunctions functions) {
        return Templates.empty(functions).parse(name, text);
    }

    /** The same text, with functions of the same names that mean something else now. */
    public Template withFunctions(TemplateFunctions functions) {
        return new Template(templates.withFunctions(functions), definition);
    }

    /** The text for one value. @throws TemplateFailedException if it can not be rendered, or would take too much work or space */
    public String render(Object dot) {
        return render(dot, Output.plain());
    }

    /** The same as HTML: whatever is no part of the template itself is escaped, by where it comes to stand. */
    public String renderHtml(Object dot) {
        return new Template(templates.withFunctions(HtmlFunctions.of(templates.functions())), definition)
                .render(dot, new HtmlOutput());
    }

    private String render(Object dot, Output output) {
        StatementExecutor.of(definition, Rendering.of(templates, output), Values.normalize(dot));
        return output.toString();
    }
}
