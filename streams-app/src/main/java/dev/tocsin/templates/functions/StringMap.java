package dev.tocsin.templates.functions;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Utf8Order;
import dev.tocsin.templates.GoPrint;
import dev.tocsin.templates.TemplateObject;
import dev.tocsin.templates.TemplateType;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A map of strings sorted by key; missing keys read as the empty string. Immutable. */
class StringMap extends AbstractMap<String, String> implements TemplateObject {
    private static final TemplateType<StringMap> TYPE =
            TemplateType.named("map[string]string", StringMap.class).absent("");

    private final Map<String, String> texts;

    StringMap(Map<String, String> texts) {
        var sorted = new TreeMap<String, String>(Utf8Order.COMPARATOR);
        sorted.putAll(texts);
        this.texts = Collections.unmodifiableMap(sorted);
    }

    static StringMap of(Labels labels) {
        return new StringMap(labels.asMap());
    }

    @Override
    public final Set<Entry<String, String>> entrySet() {
        return texts.entrySet();
    }

    @Override
    public final String get(Object name) {
        return texts.get(name);
    }

    @Override
    public final boolean containsKey(Object name) {
        return texts.containsKey(name);
    }

    @Override
    public TemplateType<?> templateType() {
        return TYPE;
    }

    @Override
    public String toString() {
        return GoPrint.text(texts);
    }
}
