package dev.tocsin.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Archive tables in memory, in the order of table names and ids. */
final class InMemoryRowStore implements RowStore {
    private final Map<String, ArchiveRow> rows = new TreeMap<>();

    @Override
    public Optional<ArchiveRow> find(ArchiveTable table, String id) {
        return Optional.ofNullable(rows.get(key(table, id)));
    }

    void apply(List<RowChange> changes) {
        for (var change : changes) {
            var key = key(change.table(), change.id());
            change.row().ifPresentOrElse(row -> rows.put(key, row), () -> rows.remove(key));
        }
    }

    List<ArchiveRow> of(ArchiveTable table) {
        return rows.values().stream().filter(row -> row.table() == table).toList();
    }

    ArchiveRow only(ArchiveTable table) {
        assertThat(of(table)).hasSize(1);
        return of(table).get(0);
    }

    private static String key(ArchiveTable table, String id) {
        return table.tableName() + "|" + id;
    }
}
