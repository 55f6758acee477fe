package dev.tocsin.archive;

import java.time.Instant;

/** A column of a table. All but the id may be empty. */
public record Column(String name, Type type) {
    /** What stands in a column. */
    public enum Type {
        TEXT(String.class),
        /** Text that is a JSON document. */
        JSON(String.class),
        INTEGER(Integer.class),
        LONG(Long.class),
        DOUBLE(Double.class),
        BOOLEAN(Boolean.class),
        /** An instant, to the millisecond. */
        TIME(Instant.class);

        private final Class<?> values;

        Type(Class<?> values) {
            this.values = values;
        }

        boolean takes(Object value) {
            return values.isInstance(value);
        }
    }

    static Column text(String name) {
        return new Column(name, Type.TEXT);
    }

    static Column json(String name) {
        return new Column(name, Type.JSON);
    }

    static Column integer(String name) {
        return new Column(name, Type.INTEGER);
    }

    static Column time(String name) {
        return new Column(name, Type.TIME);
    }
}
