package dev.tocsin.notification.receivers;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object whose fields stay in the order in which they were given. */
final class JsonObject extends LinkedHashMap<String, Object> {
    static JsonObject of(String name, Object value) {
        return new JsonObject().and(name, value);
    }

    JsonObject and(String name, Object value) {
        put(name, value);
        return this;
    }

    /** Leaves out what is empty: no text, no number but 0, nothing true, nothing in it. */
    JsonObject andIfNotEmpty(String name, Object value) {
        var none = value == null
                || value.equals("")
                || value.equals(false)
                || value instanceof Collection<?> items && items.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
        return none ? this : and(name, value);
    }
}
