package dev.tocsin.notation;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON as written by Go's {@code encoding/json}: escapes {@code < > &} and both line separators, lower-case hex. */
public final class GoJson {
    private GoJson() {}

    /** A quoted and escaped JSON string. */
    public static String string(String text) {
        var json = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> append(json, point));
        return json.append('"').toString();
    }

    /** Writes maps in their order, collections, strings, numbers, booleans and null. */
    public static String value(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(field -> string(String.valueOf(field.getKey())) + ":" + value(field.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(GoJson::value).collect(Collectors.joining(",", "[", "]"));
        }
        return value == null || value instanceof Number || value instanceof Boolean
                ? String.valueOf(value)
                : string(value.toString());
    }

    private static void append(StringBuilder json, int point) {
        switch (point) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            case '<', '>', '&', 0x2028, 0x2029 -> json.append("\\u%04x".formatted(point));
            default -> appendOther(json, point);
        }
    }

    private static void appendOther(StringBuilder json, int point) {
        if (point < 0x20) {
            json.append("\\u%04x".formatted(point));
        } else if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            json.append("\\ufffd");
        } else {
            json.appendCodePoint(point);
        }
    }
}
