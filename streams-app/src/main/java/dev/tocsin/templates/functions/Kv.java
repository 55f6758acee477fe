package dev.tocsin.templates.functions;

import static java.util.Comparator.comparing;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Utf8Order;
import dev.tocsin.templates.Parameter;
import dev.tocsin.templates.Signature;
import dev.tocsin.templates.TemplateType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Alertmanager's KV type of labels and annotations. Sorted by name, {@code alertname} first. */
final class Kv extends StringMap {
    private static final String ALERT_NAME = "alertname";
    private static final TemplateType<Kv> TYPE = TemplateType.named("template.KV", Kv.class)
            .absent("")
            .method("SortedPairs", Kv::sortedPairs)
            .method("Names", kv -> kv.sortedPairs().names())
            .method("Values", kv -> kv.sortedPairs().values())
            .method("Remove", Signature.of(Parameter.LIST), (kv, names) -> kv.remove(names.list(0)))
            .method("String", Kv::toString);

    Kv(Map<String, String> texts) {
        super(texts);
    }

    static Kv of(Labels labels) {
        return new Kv(labels.asMap());
    }

    Pairs sortedPairs() {
        return new Pairs(entrySet().stream()
                .map(entry -> new Pair(entry.getKey(), entry.getValue()))
                .sorted(comparing((Pair pair) -> !pair.name().equals(ALERT_NAME))
                        .thenComparing(Pair::name, Utf8Order.COMPARATOR))
                .toList());
    }

    /** All pairs except those with these names. */
    Kv remove(Collection<?> names) {
        var kept = new LinkedHashMap<>(this);
        kept.keySet().removeAll(names);
        return new Kv(kept);
    }

    @Override
    public TemplateType<?> templateType() {
        return TYPE;
    }

    /** {@code a=b, c=d} */
    @Override
    public String toString() {
        return sortedPairs().toString();
    }
}
