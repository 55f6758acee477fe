package dev.tocsin.templates;

import static dev.tocsin.templates.Parameter.ANY;

/** The escaping functions in HTML templates. Their results are marked as safe, so that they are not escaped twice. */
final class HtmlFunctions {
    private static final Signature ANY_NUMBER = Signature.of().andAnyNumberOf(ANY);

    private HtmlFunctions() {}

    static TemplateFunctions of(TemplateFunctions functions) {
        return functions
                .with(
                        "html",
                        ANY_NUMBER,
                        arguments -> new SafeContent(Escapes.html(printed(arguments)), SafeContent.Kind.HTML))
                .with(
                        "urlquery",
                        ANY_NUMBER,
                        arguments -> new SafeContent(Escapes.query(printed(arguments)), SafeContent.Kind.URL));
    }

    private static String printed(Arguments arguments) {
        return GoPrint.together(arguments.from(0));
    }
}
