package dev.tocsin.templates;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The functions {@code len}, {@code index} and {@code slice}. Strings are sequences of UTF-8 bytes. */
final class Indexing {
    private Indexing() {}

    static long length(Object value) {
        if (value instanceof String text) {
            return bytes(text).length;
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        throw new FunctionFailedException(
                value == null ? "len of nil pointer" : "len of type " + Values.typeName(value));
    }

    static Object index(Object value, List<Object> keys) {
        var inner = value;
        if (inner == null && !keys.isEmpty()) {
            throw new FunctionFailedException("index of untyped nil");
        }
        for (var key : keys) {
            inner = Values.normalize(index(inner, key));
        }
        return inner;
    }

    static Object slice(Object value, List<Object> bounds) {
        if (value == null) {
            throw new FunctionFailedException("slice of untyped nil");
        }
        if (bounds.size() > 3) {
            throw new FunctionFailedException("too many slice indexes: " + bounds.size());
        }
        if (!(value instanceof String) && !(value instanceof List)) {
            throw new FunctionFailedException("can't slice item of type " + Values.typeName(value));
        }
        if (value instanceof String && bounds.size() == 3) {
            throw new FunctionFailedException("cannot 3-index slice a string");
        }
        var length = Math.toIntExact(length(value));
        var from = bounds.isEmpty() ? 0 : position(bounds.get(0), length);
        var to = bounds.size() < 2 ? length : position(bounds.get(1), length);
        var capacity = bounds.size() < 3 ? to : position(bounds.get(2), length);
        if (from > to || to > capacity) {
            throw new FunctionFailedException(
                    "invalid slice index: %d > %d".formatted(from > to ? from : to, from > to ? to : capacity));
        }
        if (value instanceof List<?> list) {
            return Collections.unmodifiableList(new ArrayList<>(list.subList(from, to)));
        }
        return new String(bytes((String) value), from, to - from, StandardCharsets.UTF_8);
    }

    private static Object index(Object value, Object key) {
        if (value instanceof Map<?, ?> map) {
            return entry(map, key);
        }
        if (value instanceof List<?> list) {
            return list.get(within(key, list.size()));
        }
        if (value instanceof String text) {
            var bytes = bytes(text);
            return (long) (bytes[within(key, bytes.length)] & 0xff);
        }
        throw new FunctionFailedException("can't index item of type " + Values.typeName(value));
    }

    private static Object entry(Map<?, ?> map, Object key) {
        if (key == null) {
            throw new FunctionFailedException("value is nil; should be of type string");
        }
        if (!(key instanceof String)) {
            throw new FunctionFailedException("value has type %s; should be string".formatted(Values.typeName(key)));
        }
        return map.containsKey(key) ? map.get(key) : absent(map);
    }

    /** The value of a missing map key. */
    static Object absent(Map<?, ?> map) {
        return map instanceof TemplateObject object ? object.templateType().absent() : null;
    }

    private static int within(Object key, int length) {
        var position = position(key, length);
        if (position == length) {
            throw new FunctionFailedException("index out of range: " + position);
        }
        return position;
    }

    private static int position(Object key, int most) {
        if (key == null) {
            throw new FunctionFailedException("cannot index slice/array with nil");
        }
        if (!(key instanceof Long position)) {
            throw new FunctionFailedException("cannot index slice/array with type " + Values.typeName(key));
        }
        if (position < 0 || position > most) {
            throw new FunctionFailedException("index out of range: " + position);
        }
        return position.intValue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
