package dev.tocsin.archive;

import java.util.Optional;

/** The rows that there are. */
public interface Rows {
    /** @param id as in {@link Row#id} */
    Optional<Row> find(Table table, String id);
}
