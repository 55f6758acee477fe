package dev.tocsin.templates.library;

import static java.util.stream.Collectors.joining;

import dev.tocsin.templates.values.Described;
import dev.tocsin.templates.values.Shape;
import java.util.AbstractList;
import java.util.List;

/** Names with their values, in an order. Immutable. */
public final class Pairs extends AbstractList<Pair> implements Described {
    private static final Shape<Pairs> SHAPE = Shape.named("template.Pairs", Pairs.class)
            .method("Names", Pairs::names)
            .method("Values", Pairs::values)
            .method("String", Pairs::toString);

    private final List<Pair> pairs;

    public Pairs(List<Pair> pairs) {
        this.pairs = List.copyOf(pairs);
    }

    public Strings names() {
        return new Strings(pairs.stream().map(Pair::name).toList());
    }

    public Strings values() {
        return new Strings(pairs.stream().map(Pair::value).toList());
    }

    @Override
    public Pair get(int index) {
        return pairs.get(index);
    }

    @Override
    public int size() {
        return pairs.size();
    }

    @Override
    public Shape<?> shape() {
        return SHAPE;
    }

    /** {@code a=b, c=d} */
    @Override
    public String toString() {
        return pairs.stream().map(pair -> pair.name() + "=" + pair.value()).collect(joining(", "));
    }
}
