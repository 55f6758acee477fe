package dev.tocsin.templates;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Functions by name. Immutable. */
public final class TemplateFunctions {
    private static final TemplateFunctions BUILTINS = new TemplateFunctions(Builtins.table());

    private final Map<String, TemplateFunction> table;

    private TemplateFunctions(Map<String, TemplateFunction> table) {
        this.table = Map.copyOf(table);
    }

    /** The predefined functions of text/template. */
    public static TemplateFunctions builtins() {
        return BUILTINS;
    }

    /** Adds a function, or replaces one of the same name. */
    public TemplateFunctions with(String name, Signature signature, TemplateFunction.Body body) {
        var more = new HashMap<>(table);
        more.put(name, new TemplateFunction(signature, body));
        return new TemplateFunctions(more);
    }

    boolean has(String name) {
        return table.containsKey(name);
    }

    Optional<TemplateFunction> find(String name) {
        return Optional.ofNullable(table.get(name));
    }
}
