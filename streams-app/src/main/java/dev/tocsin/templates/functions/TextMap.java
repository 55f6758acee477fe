package dev.tocsin.templates.functions;

import dev.tocsin.labels.ByteOrder;
import dev.tocsin.labels.Labels;
import dev.tocsin.templates.Described;
import dev.tocsin.templates.GoPrint;
import dev.tocsin.templates.Shape;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Texts by name, in order of the names; a name that is not there reads as the empty text. Immutable. */
class TextMap extends AbstractMap<String, String> implements Described {
    private static final Shape<TextMap> SHAPE =
            Shape.named("map[string]string", TextMap.class).absent("");

    private final Map<String, String> texts;

    TextMap(Map<String, String> texts) {
        var sorted = new TreeMap<String, String>(ByteOrder.OF_UTF8);
        sorted.putAll(texts);
        this.texts = Collections.unmodifiableMap(sorted);
    }

    static TextMap of(Labels labels) {
        return new TextMap(labels.asMap());
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
    public Shape<?> shape() {
        return SHAPE;
    }

    @Override
    public String toString() {
        return GoPrint.text(texts);
    }
}
