package dev.tocsin.archive;

import java.util.Optional;

/** Finds rows by id. */
public interface RowStore {
    /** @param id as in {@link ArchiveRow#id} */
    Optional<ArchiveRow> find(ArchiveTable table, String id);
}
