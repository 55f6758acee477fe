package dev.tocsin.sources.otlp;

import dev.tocsin.limits.Limit;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.notation.GoJson;
import dev.tocsin.sources.DecodingBudget;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads attributes as texts. A list or a map becomes JSON and bytes become base64, as in the Collector's {@code
 * Value.AsString}.
 */
record AttributeReader(DecodingBudget budget) {
    /** Reads a key and its value. If a key occurs twice, the last one counts. */
    void readInto(Map<String, String> attributes, MessageFields keyValue) {
        budget.addObjects(2);
        var key = "";
        Object value = "";
        while (keyValue.hasNext()) {
            switch (keyValue.next()) {
                case 1 -> key = text(keyValue);
                case 2 -> value = value(keyValue.message(MessageType.ANY_VALUE), 0);
                default -> keyValue.skip();
            }
        }
        attributes.put(key, asText(value));
    }

    private Object value(MessageFields any, int depth) {
        if (depth > Limit.SOURCE_RECORD_DEPTH.value()) {
            throw new IllegalArgumentException("an attribute has more than %d lists inside each other"
                    .formatted(Limit.SOURCE_RECORD_DEPTH.value()));
        }
        Object value = null;
        while (any.hasNext()) {
            budget.addObjects(1);
            switch (any.next()) {
                case 1 -> value = text(any);
                case 2 -> value = any.flag();
                case 3 -> value = any.integer();
                case 4 -> value = any.number();
                case 5 -> value = list(any.message(MessageType.VALUES), depth);
                case 6 -> value = map(any.message(MessageType.VALUES), depth);
                case 7 -> value = Base64.getEncoder().encodeToString(any.bytes());
                default -> any.skip();
            }
        }
        return value;
    }

    private List<Object> list(MessageFields values, int depth) {
        var list = new ArrayList<Object>();
        while (values.hasNext()) {
            if (values.next() == 1) {
                list.add(value(values.message(MessageType.ANY_VALUE), depth + 1));
            } else {
                values.skip();
            }
        }
        return list;
    }

    private Map<String, Object> map(MessageFields values, int depth) {
        var map = new TreeMap<String, Object>();
        while (values.hasNext()) {
            if (values.next() == 1) {
                readEntry(values.message(MessageType.KEY_VALUE), map, depth);
            } else {
                values.skip();
            }
        }
        return map;
    }

    private void readEntry(MessageFields keyValue, Map<String, Object> map, int depth) {
        var key = "";
        Object value = null;
        while (keyValue.hasNext()) {
            switch (keyValue.next()) {
                case 1 -> key = text(keyValue);
                case 2 -> value = value(keyValue.message(MessageType.ANY_VALUE), depth + 1);
                default -> keyValue.skip();
            }
        }
        map.put(key, value);
    }

    private String text(MessageFields field) {
        var text = field.text();
        budget.add(text.length());
        return text;
    }

    private static String asText(Object value) {
        if (value instanceof Map || value instanceof List) {
            var json = new StringBuilder();
            write(value, json);
            return json.toString();
        }
        return value instanceof Double number ? json(number) : value == null ? "" : value.toString();
    }

    private static void write(Object value, StringBuilder json) {
        if (value instanceof Map<?, ?> map) {
            var separator = "{";
            for (var entry : map.entrySet()) {
                json.append(separator)
                        .append(GoJson.string(entry.getKey().toString()))
                        .append(':');
                write(entry.getValue(), json);
                separator = ",";
            }
            json.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            var separator = "[";
            for (var item : list) {
                json.append(separator);
                write(item, json);
                separator = ",";
            }
            json.append(list.isEmpty() ? "[]" : "]");
        } else {
            json.append(
                    value instanceof String text
                            ? GoJson.string(text)
                            : value instanceof Double number ? json(number) : value);
        }
    }

    /** A number as Go's JSON has it: an exponent of one digit has no leading zero. */
    private static String json(double number) {
        return GoFloat.api(number).replaceFirst("e([+-])0(\\d)$", "e$1$2");
    }
}
