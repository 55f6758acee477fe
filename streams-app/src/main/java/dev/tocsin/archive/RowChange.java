package dev.tocsin.archive;

import java.util.Optional;

/**
 * What becomes of one row.
 *
 * @param id of the row
 * @param row as it is from now on; empty if it is gone
 */
public record RowChange(ArchiveTable table, String id, Optional<ArchiveRow> row) {
    static RowChange put(ArchiveRow row) {
        return new RowChange(row.table(), row.id(), Optional.of(row));
    }

    static RowChange remove(ArchiveTable table, String id) {
        return new RowChange(table, RowIds.bounded(id), Optional.empty());
    }
}
