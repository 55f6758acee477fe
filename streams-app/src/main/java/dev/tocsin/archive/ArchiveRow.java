package dev.tocsin.archive;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A row of a table. Immutable. */
public final class ArchiveRow {
    // The range of times that every database supports.
    private static final Instant MIN_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant MAX_TIME = Instant.parse("9999-12-31T23:59:59.999Z");

    private final ArchiveTable table;
    private final Map<String, Object> values;

    /** @throws IllegalArgumentException if a column is unknown, a value has the wrong type, or the id is missing */
    public ArchiveRow(ArchiveTable table, Map<String, Object> values) {
        this(checked(table, values), table);
    }

    private ArchiveRow(Map<String, Object> checked, ArchiveTable table) {
        this.table = table;
        this.values = Collections.unmodifiableMap(checked);
    }

    public ArchiveTable table() {
        return table;
    }

    /** By column name, in the order of the table's columns; without entries for empty columns. */
    public Map<String, Object> values() {
        return values;
    }

    private static Map<String, Object> checked(ArchiveTable table, Map<String, Object> values) {
        var ordered = new LinkedHashMap<String, Object>();
        values.keySet().forEach(table::column);
        for (var column : table.columns()) {
            var value = values.get(column.name());
            if (value != null) {
                ordered.put(column.name(), checked(table, column, value));
            }
        }
        if (!ordered.containsKey(ArchiveTable.ID)) {
            throw new IllegalArgumentException("a row of table %s has no id".formatted(table.tableName()));
        }
        return ordered;
    }

    /** A row with an id and nothing else. */
    static ArchiveRow of(ArchiveTable table, String id) {
        return new ArchiveRow(table, Map.of(ArchiveTable.ID, RowIds.bounded(id)));
    }

    /** This row with one more column; the same row if the value is null. */
    ArchiveRow with(String column, Object value) {
        if (value == null) {
            return this;
        }
        // The other values are checked already.
        var checked = checked(table, table.column(column), value);
        var ordered = new LinkedHashMap<String, Object>();
        for (var other : table.columns()) {
            var known = other.name().equals(column) ? checked : values.get(other.name());
            if (known != null) {
                ordered.put(other.name(), known);
            }
        }
        return new ArchiveRow(ordered, table);
    }

    /** This row with a time; {@link Instant#EPOCH}, which stands for "never", leaves the column empty. */
    ArchiveRow withTime(String column, Instant time) {
        return time.equals(Instant.EPOCH) ? this : with(column, time);
    }

    /**
     * This row with all texts shortened to a number of characters. JSON stays valid: the values of an object are
     * shortened, and the elements of an array left out. Labels and matchers become empty, because a part of them would
     * be another alert or a wider silence: such a row cannot be restored. The id is bounded in another way.
     */
    public ArchiveRow shortened(int maxCharacters) {
        var shorter = new LinkedHashMap<>(values);
        for (var column : table.columns()) {
            if (!column.name().equals(ArchiveTable.ID)
                    && values.get(column.name()) instanceof String text
                    && text.length() > maxCharacters) {
                shorter.put(column.name(), shortened(column, text, maxCharacters));
            }
        }
        return new ArchiveRow(table, shorter);
    }

    private static String shortened(ArchiveColumn column, String text, int maxCharacters) {
        return switch (column.name()) {
            case "labels" -> "{}";
            case "matchers" -> "[]";
            default ->
                column.type() == ArchiveColumn.Type.JSON
                        ? JsonColumns.shortened(text, maxCharacters)
                        : StorableText.shortened(text, maxCharacters);
        };
    }

    public String id() {
        return text(ArchiveTable.ID);
    }

    /** The value of the column; an empty text if the column is empty. */
    public String text(String column) {
        return find(column, String.class).orElse("");
    }

    /** The value of the column; {@link Instant#EPOCH} if the column is empty. */
    public Instant time(String column) {
        return find(column, Instant.class).orElse(Instant.EPOCH);
    }

    /** The value of the column; 0 if the column is empty. */
    int integer(String column) {
        return find(column, Integer.class).orElse(0);
    }

    /** The value of the column; 0 if the column is empty. */
    long longValue(String column) {
        return find(column, Long.class).orElse(0L);
    }

    Optional<Double> doubleValue(String column) {
        return find(column, Double.class);
    }

    /** The value of the column; false if the column is empty. */
    boolean booleanValue(String column) {
        return find(column, Boolean.class).orElse(false);
    }

    private <T> Optional<T> find(String column, Class<T> type) {
        return Optional.ofNullable(type.cast(values.get(table.column(column).name())));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArchiveRow that && table == that.table && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(table, values);
    }

    @Override
    public String toString() {
        return table.tableName() + values;
    }

    private static Object checked(ArchiveTable table, ArchiveColumn column, Object value) {
        if (!column.type().accepts(value)) {
            throw new IllegalArgumentException("column %s of table %s has type %s, but the value is '%s'"
                    .formatted(column.name(), table.tableName(), column.type(), value));
        }
        if (value instanceof Instant time) {
            return time.isBefore(MIN_TIME) ? MIN_TIME : time.isAfter(MAX_TIME) ? MAX_TIME : time;
        }
        return value instanceof String text ? StorableText.storable(text) : value;
    }
}
