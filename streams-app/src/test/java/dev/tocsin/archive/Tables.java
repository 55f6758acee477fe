package dev.tocsin.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The archive's tables in memory, in order of their names and ids. */
final class Tables implements Rows {
    private final Map<String, Row> rows = new TreeMap<>();

    @Override
    public Optional<Row> find(Table table, String id) {
        return Optional.ofNullable(rows.get(key(table, id)));
    }

    void fold(List<Change> changes) {
        for (var change : changes) {
            var key = key(change.table(), change.id());
            change.row().ifPresentOrElse(row -> rows.put(key, row), () -> rows.remove(key));
        }
    }

    List<Row> of(Table table) {
        return rows.values().stream().filter(row -> row.table() == table).toList();
    }

    Row only(Table table) {
        assertThat(of(table)).hasSize(1);
        return of(table).get(0);
    }

    private static String key(Table table, String id) {
        return table.title() + "|" + id;
    }
}
