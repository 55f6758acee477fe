package dev.tocsin.archive;

import java.util.Optional;

/**
 * A change of one row.
 *
 * @param row the new row; empty if the row is removed
 */
public record RowChange(ArchiveTable table, String id, Optional<ArchiveRow> row) {
    static RowChange put(ArchiveRow row) {
        return new RowChange(row.table(), row.id(), Optional.of(row));
    }

    static RowChange remove(ArchiveTable table, String id) {
        return new RowChange(table, RowIds.bounded(id), Optional.empty());
    }
}
