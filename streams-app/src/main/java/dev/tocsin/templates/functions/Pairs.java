package dev.tocsin.templates.functions;

import static java.util.stream.Collectors.joining;

import dev.tocsin.templates.TemplateType;
import java.util.List;

/** Alertmanager's Pairs type: an ordered list of names and values. Immutable. */
final class Pairs extends TemplateList<Pair> {
    private static final TemplateType<Pairs> TYPE = TemplateType.named("template.Pairs", Pairs.class)
            .method("Names", Pairs::names)
            .method("Values", Pairs::values)
            .method("String", Pairs::toString);

    Pairs(List<Pair> pairs) {
        super(pairs);
    }

    Strings names() {
        return new Strings(stream().map(Pair::name).toList());
    }

    Strings values() {
        return new Strings(stream().map(Pair::value).toList());
    }

    @Override
    public TemplateType<?> templateType() {
        return TYPE;
    }

    /** {@code a=b, c=d} */
    @Override
    public String toString() {
        return stream().map(pair -> pair.name() + "=" + pair.value()).collect(joining(", "));
    }
}
