package dev.tocsin.templates.functions;

import dev.tocsin.templates.TemplateObject;
import dev.tocsin.templates.TemplateType;

/** A name and a value. */
record Pair(String name, String value) implements TemplateObject {
    private static final TemplateType<Pair> TYPE = TemplateType.named("template.Pair", Pair.class)
            .field("Name", Pair::name)
            .field("Value", Pair::value);

    @Override
    public TemplateType<?> templateType() {
        return TYPE;
    }

    @Override
    public String toString() {
        return "{" + name + " " + value + "}";
    }
}
