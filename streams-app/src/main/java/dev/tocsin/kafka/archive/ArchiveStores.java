package dev.tocsin.kafka.archive;

import dev.tocsin.archive.AlertHistory;
import dev.tocsin.archive.Change;
import dev.tocsin.archive.Outlived;
import dev.tocsin.archive.Row;
import dev.tocsin.archive.Rows;
import dev.tocsin.archive.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/** The tables that one processor of the archive reads and writes. */
final class ArchiveStores implements Rows {
    private static final int FORGOTTEN_AT_ONCE = 1000;

    private final Map<Table, KeyValueStore<byte[], byte[]>> stores = new EnumMap<>(Table.class);
    private final Map<Table, RowJson> json = new EnumMap<>(Table.class);

    void open(Table table, KeyValueStore<byte[], byte[]> store) {
        stores.put(table, store);
        json.put(table, new RowJson(table));
    }

    @Override
    public Optional<Row> find(Table table, String id) {
        return Optional.ofNullable(stores.get(table).get(json.get(table).key(id)))
                .map(json.get(table)::row);
    }

    /** Writes what is other than it was, so that nothing goes out that says nothing. */
    void apply(List<Change> changes) {
        for (var change : changes) {
            var store = stores.get(change.table());
            var key = json.get(change.table()).key(change.id());
            var value = change.row().map(json.get(change.table())::value).orElse(null);
            if (!Arrays.equals(store.get(key), value)) {
                store.put(key, value);
            }
        }
    }

    /** Forgets history that is too old; what is left over is forgotten the next time. */
    void forget(Table history, Outlived outlived, Instant now) {
        var changes = new ArrayList<Change>();
        var end = json.get(history).key(outlived.before(now));
        try (var oldest = stores.get(history).range(null, end)) {
            while (oldest.hasNext() && changes.size() < FORGOTTEN_AT_ONCE) {
                outlived.of(json.get(history).row(oldest.next().value), now).ifPresent(changes::add);
            }
        }
        apply(changes);
    }

    /** Takes note of the alerts from outside that are over since nobody posts them any more. */
    void end(AlertHistory alerts, Instant now) {
        var changes = new ArrayList<Change>();
        try (var all = stores.get(Table.POSTED_ALERTS).all()) {
            all.forEachRemaining(entry ->
                    changes.addAll(alerts.ended(json.get(Table.POSTED_ALERTS).row(entry.value), now)));
        }
        apply(changes);
    }
}
