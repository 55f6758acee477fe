package dev.tocsin.templates;

import java.util.List;
import java.util.Map;

/** The type of a parameter: its Go name for error messages, and its Java class. */
public record Parameter(String typeName, Class<?> type) {
    public static final Parameter ANY = new Parameter("interface {}", Object.class);
    public static final Parameter TEXT = new Parameter("string", String.class);
    public static final Parameter WHOLE = new Parameter("int", Long.class);
    public static final Parameter LIST = new Parameter("[]interface {}", List.class);

    boolean takesAnything() {
        return type == Object.class;
    }

    /** Whether nil is allowed. */
    boolean takesNil() {
        return takesAnything() || List.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }
}
