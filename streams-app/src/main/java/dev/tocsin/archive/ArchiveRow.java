package dev.tocsin.archive;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One row of a table.
 *
 * @param values by column, in the table's order; an empty column is not there
 */
public record ArchiveRow(ArchiveTable table, Map<String, Object> values) {
    // What every database can hold.
    private static final Instant MIN_TIME = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant MAX_TIME = Instant.parse("9999-12-31T23:59:59.999Z");

    /** @throws IllegalArgumentException if a column is not of the table, has a value of another type, or the id is missing */
    public ArchiveRow {
        var ordered = new LinkedHashMap<String, Object>();
        values.keySet().forEach(table::column);
        for (var column : table.columns()) {
            var value = values.get(column.name());
            if (value != null) {
                ordered.put(column.name(), checked(table, column, value));
            }
        }
        values = Collections.unmodifiableMap(ordered);
        if (!values.containsKey(ArchiveTable.ID)) {
            throw new IllegalArgumentException("a row of table %s has no id".formatted(table.tableName()));
        }
    }

    /** One that has nothing but its id. */
    static ArchiveRow of(ArchiveTable table, String id) {
        return new ArchiveRow(table, Map.of(ArchiveTable.ID, RowIds.bounded(id)));
    }

    /** This row with one more column, unless the value is empty (null). */
    ArchiveRow with(String column, Object value) {
        if (value == null) {
            return this;
        }
        var more = new LinkedHashMap<>(values);
        more.put(column, value);
        return new ArchiveRow(table, more);
    }

    /** Instants that stand for "never" leave the column empty. */
    ArchiveRow with(String column, Instant time) {
        return time.equals(Instant.EPOCH) ? this : with(column, (Object) time);
    }

    public String id() {
        return text(ArchiveTable.ID);
    }

    /** Empty text where the column is empty. */
    public String text(String column) {
        return find(column, String.class).orElse("");
    }

    /** The beginning of 1970 where the column is empty. */
    public Instant time(String column) {
        return find(column, Instant.class).orElse(Instant.EPOCH);
    }

    /** 0 where the column is empty. */
    int integer(String column) {
        return find(column, Integer.class).orElse(0);
    }

    /** 0 where the column is empty. */
    long longValue(String column) {
        return find(column, Long.class).orElse(0L);
    }

    Optional<Double> doubleValue(String column) {
        return find(column, Double.class);
    }

    /** False where the column is empty. */
    boolean booleanValue(String column) {
        return find(column, Boolean.class).orElse(false);
    }

    private <T> Optional<T> find(String column, Class<T> type) {
        return Optional.ofNullable(type.cast(values.get(table.column(column).name())));
    }

    private static Object checked(ArchiveTable table, ArchiveColumn column, Object value) {
        if (!column.type().accepts(value)) {
            throw new IllegalArgumentException("column %s of table %s takes %s, but is given '%s'"
                    .formatted(column.name(), table.tableName(), column.type(), value));
        }
        if (value instanceof Instant time) {
            return time.isBefore(MIN_TIME) ? MIN_TIME : time.isAfter(MAX_TIME) ? MAX_TIME : time;
        }
        return value instanceof String text ? StorableText.storable(text) : value;
    }
}
