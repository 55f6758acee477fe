package dev.tocsin.templates;

import static dev.tocsin.templates.Parameter.ANY;

/** The functions of the language that escape, where all is escaped anyway: not a second time. */
final class HtmlFunctions {
    private static final Signature ANY_NUMBER = Signature.of().andAnyNumberOf(ANY);

    private HtmlFunctions() {}

    static Functions of(Functions functions) {
        return functions
                .with("html", ANY_NUMBER, values -> new Trusted(Escapes.html(printed(values)), Trusted.Kind.HTML))
                .with("urlquery", ANY_NUMBER, values -> new Trusted(Escapes.query(printed(values)), Trusted.Kind.URL));
    }

    private static String printed(Arguments values) {
        return GoPrint.together(values.from(0));
    }
}
