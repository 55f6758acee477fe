package dev.tocsin.templates.library;

import dev.tocsin.templates.values.Described;
import dev.tocsin.templates.values.Shape;

/** A name and its value. */
public record Pair(String name, String value) implements Described {
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
