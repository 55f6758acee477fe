package dev.tocsin.archive;

import java.time.Instant;

/** A column of a table. All columns except the id are nullable. */
public record ArchiveColumn(String name, Type type) {
    /** Type of the values of a column. */
    public enum Type {
        TEXT(String.class),
        /** A JSON document as text. */
        JSON(String.class),
        INTEGER(Integer.class),
        LONG(Long.class),
        DOUBLE(Double.class),
        BOOLEAN(Boolean.class),
        /** An instant with millisecond precision. */
        TIME(Instant.class);

        private final Class<?> javaType;

        Type(Class<?> javaType) {
            this.javaType = javaType;
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
