package dev.tocsin.notification.receivers;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A JSON object under construction. Fields keep their order. */
final class JsonObject extends LinkedHashMap<String, Object> {
    static JsonObject of(String name, Object value) {
        return new JsonObject().and(name, value);
    }

    JsonObject and(String name, Object value) {
        put(name, value);
        return this;
    }

    /** Omits null, empty texts, {@code false}, empty lists and empty maps, as {@code omitempty} in Go. */
    JsonObject andIfNotEmpty(String name, Object value) {
        var isEmpty = value == null
                || value.equals("")
                || value.equals(false)
                || value instanceof Collection<?> items && items.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
        return isEmpty ? this : and(name, value);
    }

    /** @param value returns the value of a name */
    JsonObject andIfNotEmpty(List<String> names, Function<String, ?> value) {
        names.forEach(name -> andIfNotEmpty(name, value.apply(name)));
        return this;
    }
}
