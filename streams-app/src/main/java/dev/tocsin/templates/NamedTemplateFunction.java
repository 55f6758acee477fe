package dev.tocsin.templates;

import static dev.tocsin.templates.Parameter.ANY;
import static dev.tocsin.templates.Parameter.TEXT;

import dev.tocsin.notation.GoQuote;

/** A function that renders the template named by its first argument. The result is safe HTML. */
final class NamedTemplateFunction implements TemplateFunction.Body {
    static final TemplateFunction FUNCTION = new TemplateFunction(Signature.of(TEXT, ANY), new NamedTemplateFunction());

    private NamedTemplateFunction() {}

    @Override
    public Object call(Arguments arguments) {
        throw new FunctionFailedException("there are no templates to call");
    }

    /** The function with access to the templates of a rendering. */
    TemplateFunction.Body bind(Rendering rendering) {
        return arguments -> render(arguments.text(0), arguments.value(1), rendering);
    }

    private static SafeContent render(String name, Object dot, Rendering rendering) {
        var definition = rendering
                .templates()
                .find(name)
                .orElseThrow(() ->
                        new FunctionFailedException("html/template: %s is undefined".formatted(GoQuote.quote(name))));
        var nested = new Rendering(rendering.templates(), new HtmlOutput(), rendering.budget());
        rendering.budget().enter();
        try {
            StatementExecutor.of(definition, nested, dot);
        } catch (TemplateFailedException e) {
            throw new FunctionFailedException(e.reason());
        }
        rendering.budget().leave();
        return new SafeContent(nested.output().toString(), SafeContent.Kind.HTML);
    }
}
