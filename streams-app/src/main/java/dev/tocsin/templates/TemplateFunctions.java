package dev.tocsin.templates;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A table of functions by name; immutable. */
public final class TemplateFunctions {
    private static final TemplateFunctions BUILTINS = new TemplateFunctions(Builtins.table());

    private final Map<String, TemplateFunction> table;

    private TemplateFunctions(Map<String, TemplateFunction> table) {
        this.table = Map.copyOf(table);
    }

    /** What Go's text/template knows by itself. */
    public static TemplateFunctions builtins() {
        return BUILTINS;
    }

    /** These, and one more; a function of the same name gives way. */
    public TemplateFunctions with(String name, Signature signature, TemplateFunction.Body body) {
        return with(Map.of(name, new TemplateFunction(signature, body)));
    }

    /** These, and one that renders the template whose name it is given, for the value that it is given, as HTML. */
    public TemplateFunctions withTemplateCall(String name) {
        return with(Map.of(name, NamedTemplateFunction.FUNCTION));
    }

    TemplateFunctions with(Map<String, TemplateFunction> others) {
        var more = new LinkedHashMap<>(table);
        more.putAll(others);
        return new TemplateFunctions(more);
    }

    boolean has(String name) {
        return table.containsKey(name);
    }

    Optional<TemplateFunction> find(String name) {
        return Optional.ofNullable(table.get(name));
    }
}
