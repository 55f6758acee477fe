package dev.tocsin.templates;

import java.util.List;
import java.util.Map;

/** The type names and truth values of template values. */
final class Values {
    private Values() {}

    /** Converts integers to {@code Long} and floats to {@code Double}. */
    static Object normalize(Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return value instanceof Float number ? Double.valueOf(number) : value;
    }

    static String typeName(Object value) {
        if (value == null) {
            return "<nil>";
        }
        if (value instanceof TemplateObject object) {
            return object.templateType().name();
        }
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof Number) {
            return value instanceof Double ? "float64" : value instanceof Long ? "int" : "uint64";
        }
        if (value instanceof Boolean) {
            return "bool";
        }
        if (value instanceof List) {
            return "[]interface {}";
        }
        return value instanceof Map
                ? "map[string]interface {}"
                : value.getClass().getSimpleName();
    }

    static boolean isTrue(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (value instanceof SafeContent safe) {
            return !safe.text().isEmpty();
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        return value instanceof Map<?, ?> map ? !map.isEmpty() : value != null;
    }
}
