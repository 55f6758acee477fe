package dev.tocsin.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the output of a template as YAML. */
public final class TemplatedYaml {
    private static final int MAX_ALIASES = 50;
    private static final double MAX_INTEGRAL = 1e15;

    private TemplatedYaml() {}

    /**
     * A map, list, text, number, boolean or null.
     *
     * @throws IllegalArgumentException if it is not YAML
     */
    public static Object read(String text) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setAllowDuplicateKeys(false);
        try {
            return normalize(new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).load(text), text);
        } catch (YAMLException | StackOverflowError e) {
            throw new IllegalArgumentException("not YAML", e);
        }
    }

    /** Drops keys that are not texts. Dates and other types become texts. */
    private static Object normalize(Object value, String source) {
        if (value instanceof Map<?, ?> map) {
            var texts = new LinkedHashMap<String, Object>();
            map.forEach((key, inner) -> {
                if (key instanceof String text) {
                    texts.put(text, normalize(inner, String.valueOf(inner)));
                }
            });
            return texts;
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(normalize(item, String.valueOf(item))));
            return items;
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? number(number) : source;
        }
        return value == null || value instanceof Boolean || value instanceof Number ? value : source;
    }

    /** Integral doubles become longs, so that JSON shows them without a decimal point. */
    private static Number number(double number) {
        return number == Math.rint(number) && Math.abs(number) < MAX_INTEGRAL ? (Number) (long) number : number;
    }
}
