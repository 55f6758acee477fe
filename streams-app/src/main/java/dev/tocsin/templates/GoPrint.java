package dev.tocsin.templates;

import dev.tocsin.labels.Utf8Order;
import dev.tocsin.notation.GoFloat;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Formats values as Go's {@code %v}. */
public final class GoPrint {
    private static final int MAX_DEPTH = 50;
    static final Comparator<Object> BY_KEY = Comparator.comparing(String::valueOf, Utf8Order.COMPARATOR);

    private GoPrint() {}

    /** @throws FunctionFailedException if the text is too long or the value too deeply nested */
    public static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        var text = new BoundedText();
        add(text, value, 0);
        return text.toString();
    }

    /** {@code print}: adds spaces between operands when neither is a string. */
    static String together(List<Object> values) {
        var text = new BoundedText();
        for (var i = 0; i < values.size(); i++) {
            if (i > 0 && !(values.get(i) instanceof String) && !(values.get(i - 1) instanceof String)) {
                text.add(" ");
            }
            text.add(text(values.get(i)));
        }
        return text.toString();
    }

    /** {@code println}: always adds spaces between operands. */
    static String line(List<Object> values) {
        var text = new BoundedText();
        for (var i = 0; i < values.size(); i++) {
            text.add(i > 0 ? " " : "").add(text(values.get(i)));
        }
        return text.add("\n").toString();
    }

    private static void add(BoundedText text, Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new FunctionFailedException("value is nested more than %d deep".formatted(MAX_DEPTH));
        }
        if (value == null) {
            text.add("<nil>");
        } else if (value instanceof Double number) {
            text.add(GoFloat.general(number));
        } else if (value instanceof TemplateObject) {
            text.add(value.toString());
        } else if (value instanceof List<?> list) {
            addList(text, list, depth);
        } else if (value instanceof Map<?, ?> map) {
            addMap(text, map, depth);
        } else {
            text.add(value.toString());
        }
    }

    private static void addList(BoundedText text, List<?> list, int depth) {
        text.add("[");
        for (var i = 0; i < list.size(); i++) {
            text.add(i > 0 ? " " : "");
            add(text, Values.normalize(list.get(i)), depth + 1);
        }
        text.add("]");
    }

    private static void addMap(BoundedText text, Map<?, ?> map, int depth) {
        text.add("map[");
        var separator = "";
        for (var key : map.keySet().stream().sorted(BY_KEY).toList()) {
            text.add(separator).add(String.valueOf(key)).add(":");
            add(text, Values.normalize(map.get(key)), depth + 1);
            separator = " ";
        }
        text.add("]");
    }
}
