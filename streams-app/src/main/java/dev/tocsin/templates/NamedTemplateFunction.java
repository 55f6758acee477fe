package dev.tocsin.templates;

import static dev.tocsin.templates.Parameter.ANY;
import static dev.tocsin.templates.Parameter.TEXT;

import dev.tocsin.notation.GoQuote;

/** A function that renders the template of a name that is only known meanwhile; what comes of it is trusted as HTML. */
final class NamedTemplateFunction implements TemplateFunction.Body {
    static final TemplateFunction FUNCTION = new TemplateFunction(Signature.of(TEXT, ANY), new NamedTemplateFunction());

    private NamedTemplateFunction() {}

    @Override
    public Object call(Arguments arguments) {
        throw new FunctionFailedException("there are no templates where it is called");
    }

    /** The same, where there are templates. */
    TemplateFunction.Body bind(Rendering run) {
        return arguments -> render(arguments.text(0), arguments.value(1), run);
    }

    private static SafeContent render(String name, Object dot, Rendering run) {
        var definition = run.templates()
                .find(name)
                .orElseThrow(() ->
                        new FunctionFailedException("html/template: %s is undefined".formatted(GoQuote.quote(name))));
        var inner = new Rendering(run.templates(), new HtmlOutput(), run.budget());
        run.budget().enter();
        try {
            StatementExecutor.of(definition, inner, dot);
        } catch (TemplateFailedException e) {
            throw new FunctionFailedException(e.reason());
        }
        run.budget().leave();
        return new SafeContent(inner.output().toString(), SafeContent.Kind.HTML);
    }
}
