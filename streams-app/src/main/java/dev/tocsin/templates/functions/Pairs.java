package dev.tocsin.templates.functions;

import static java.util.stream.Collectors.joining;

import dev.tocsin.templates.TemplateObject;
import dev.tocsin.templates.TemplateType;
import java.util.AbstractList;
import java.util.List;

/** Alertmanager's Pairs type: an ordered list of names and values. Immutable. */
final class Pairs extends AbstractList<Pair> implements TemplateObject {
    private static final TemplateType<Pairs> TYPE = TemplateType.named("template.Pairs", Pairs.class)
            .method("Names", Pairs::names)
            .method("Values", Pairs::values)
            .method("String", Pairs::toString);

    private final List<Pair> pairs;

    Pairs(List<Pair> pairs) {
        this.pairs = List.copyOf(pairs);
    }

    Strings names() {
        return new Strings(pairs.stream().map(Pair::name).toList());
    }

    Strings values() {
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
    public TemplateType<?> templateType() {
        return TYPE;
    }

    /** {@code a=b, c=d} */
    @Override
    public String toString() {
        return pairs.stream().map(pair -> pair.name() + "=" + pair.value()).collect(joining(", "));
    }
}
