package dev.tocsin.templates;

import static dev.tocsin.templates.Parameter.ANY;

/** The functions of the language that escape, where all is escaped anyway: not a second time. */
final class HtmlFunctions {
    private static final Signature ANY_NUMBER = Signature.of().andAnyNumberOf(ANY);

    private HtmlFunctions() {}

    static TemplateFunctions of(TemplateFunctions functions) {
        return functions
                .with(
                        "html",
                        ANY_NUMBER,
                        values -> new SafeContent(Escapes.html(printed(values)), SafeContent.Kind.HTML))
                .with(
                        "urlquery",
                        ANY_NUMBER,
                        values -> new SafeContent(Escapes.query(printed(values)), SafeContent.Kind.URL));
    }

    private static String printed(Arguments values) {
        return GoPrint.together(values.from(0));
    }
}
