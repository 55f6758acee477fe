package dev.tocsin.archive;

import java.util.Optional;

/**
 * What becomes of one row.
 *
 * @param id of the row
 * @param row as it is from now on; empty if it is gone
 */
public record Change(Table table, String id, Optional<Row> row) {
    static Change put(Row row) {
        return new Change(row.table(), row.id(), Optional.of(row));
    }

    static Change remove(Table table, String id) {
        return new Change(table, Ids.bounded(id), Optional.empty());
    }
}
