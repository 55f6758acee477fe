package dev.tocsin.templates.functions;

import dev.tocsin.templates.Described;
import dev.tocsin.templates.Shape;

/** A name and its value. */
record Pair(String name, String value) implements Described {
    private static final Shape<Pair> SHAPE =
            Shape.named("template.Pair", Pair.class).field("Name", Pair::name).field("Value", Pair::value);

    @Override
    public Shape<?> shape() {
        return SHAPE;
    }

    @Override
    public String toString() {
        return "{" + name + " " + value + "}";
    }
}
