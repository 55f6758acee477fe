package dev.tocsin.archive;

import java.time.Instant;

/** A column of a table. All but the id may be empty. */
public record ArchiveColumn(String name, Type type) {
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

        private final Class<?> javaType;

        Type(Class<?> values) {
            this.javaType = values;
        }

        boolean accepts(Object value) {
            return javaType.isInstance(value);
        }
    }

    static ArchiveColumn text(String name) {
        return new ArchiveColumn(name, Type.TEXT);
    }

    static ArchiveColumn json(String name) {
        return new ArchiveColumn(name, Type.JSON);
    }

    static ArchiveColumn integer(String name) {
        return new ArchiveColumn(name, Type.INTEGER);
    }

    static ArchiveColumn time(String name) {
        return new ArchiveColumn(name, Type.TIME);
    }
}
