package dev.tocsin.templates;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** The type of a parameter: its Go name for error messages, and its Java class. */
public record Parameter(String typeName, Class<?> type, Optional<LongFunction<Object>> ofWhole) {
    public static final Parameter ANY = new Parameter("interface {}", Object.class);
    public static final Parameter TEXT = new Parameter("string", String.class);
    public static final Parameter WHOLE = new Parameter("int", Long.class, Long::valueOf);
    public static final Parameter LIST = new Parameter("[]interface {}", List.class);

    public Parameter(String typeName, Class<?> type) {
        this(typeName, type, Optional.empty());
    }

    /** @param ofWhole converts a whole constant, because Go's constants fit each type whose kind is a number */
    public Parameter(String typeName, Class<?> type, LongFunction<Object> ofWhole) {
        this(typeName, type, Optional.of(ofWhole));
    }

    boolean takesAnything() {
        return type == Object.class;
    }

    /** Whether nil is allowed. */
    boolean takesNil() {
        return takesAnything() || List.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }
}
