package dev.tocsin.templates.functions;

import dev.tocsin.labels.Utf8Order;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.notation.GoJson;
import dev.tocsin.templates.BoundedText;
import dev.tocsin.templates.FunctionFailedException;
import dev.tocsin.templates.GoPrint;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The function {@code toJson}: Go's JSON, with sorted keys and characters of HTML escaped. */
final class TemplateJson {
    /** A value with its own JSON representation. */
    interface JsonMarshaler {
        /** The value as a map, list, string or number. Maps keep their order. */
        Object toJsonValue();
    }

    private static final int MAX_DEPTH = 50;
    private static final String NANOS = "2006-01-02T15:04:05.999999999Z07:00";

    private final BoundedText text = new BoundedText();

    private TemplateJson() {}

    static String text(Object value) {
        var json = new TemplateJson();
        json.add(value, 0);
        return json.text.toString();
    }

    private void add(Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new FunctionFailedException("value is nested more than %d deep".formatted(MAX_DEPTH));
        }
        if (value instanceof JsonMarshaler marshaler) {
            addValue(marshaler.toJsonValue(), depth, false);
        } else {
            addValue(value, depth, true);
        }
    }

    private void addValue(Object value, int depth, boolean sorts) {
        if (value instanceof Map<?, ?> map) {
            addMap(map, depth, sorts);
        } else if (value instanceof List<?> list) {
            addList(list, depth);
        } else if (value instanceof Double number) {
            addNumber(number);
        } else if (value instanceof TemplateDuration duration) {
            text.add(String.valueOf(duration.longValue()));
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.add(String.valueOf(value));
        } else {
            addText(value instanceof TemplateTime time ? time.format(NANOS) : GoPrint.text(value));
        }
    }

    private void addMap(Map<?, ?> map, int depth, boolean sorts) {
        Comparator<Object> unsorted = (a, b) -> 0;
        var order = sorts ? Comparator.comparing(String::valueOf, Utf8Order.COMPARATOR) : unsorted;
        var separator = "{";
        for (var key : map.keySet().stream().sorted(order).toList()) {
            text.add(separator);
            addText(String.valueOf(key));
            text.add(":");
            add(map.get(key), depth + 1);
            separator = ",";
        }
        text.add(map.isEmpty() ? "{}" : "}");
    }

    private void addList(List<?> list, int depth) {
        var separator = "[";
        for (var item : list) {
            text.add(separator);
            add(item, depth + 1);
            separator = ",";
        }
        text.add(list.isEmpty() ? "[]" : "]");
    }

    private void addNumber(double number) {
        if (!Double.isFinite(number)) {
            throw new FunctionFailedException("json: unsupported value: " + GoFloat.general(number));
        }
        text.add(GoFloat.api(number).replace("e-0", "e-"));
    }

    private void addText(String plain) {
        text.add(GoJson.string(plain));
    }
}
