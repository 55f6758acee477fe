package dev.tocsin.templates;

import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The arguments of a function call, checked against its signature. */
public final class Arguments {
    static final Arguments NONE = new Arguments(List.of());

    private final List<Object> values;

    Arguments(List<Object> values) {
        this.values = Collections.unmodifiableList(values);
    }

    public Object value(int index) {
        return values.get(index);
    }

    public <T> T value(int index, Class<T> type) {
        return type.cast(values.get(index));
    }

    public String text(int index) {
        return value(index, String.class);
    }

    public long whole(int index) {
        return value(index, Long.class);
    }

    /** A list. As in Go, nil is an empty one. */
    public List<?> list(int index) {
        return Objects.requireNonNullElse(value(index, List.class), List.of());
    }

    public List<Object> from(int index) {
        return values.subList(index, values.size());
    }

    public int count() {
        return values.size();
    }
}
