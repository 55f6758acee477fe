package dev.tocsin.archive;

import java.util.Optional;

/** The rows that there are. */
public interface RowStore {
    /** @param id as in {@link ArchiveRow#id} */
    Optional<ArchiveRow> find(ArchiveTable table, String id);
}
