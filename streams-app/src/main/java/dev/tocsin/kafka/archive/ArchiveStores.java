package dev.tocsin.kafka.archive;

import dev.tocsin.archive.AlertHistory;
import dev.tocsin.archive.ArchiveRow;
import dev.tocsin.archive.ArchiveTable;
import dev.tocsin.archive.HistoryRetention;
import dev.tocsin.archive.RowChange;
import dev.tocsin.archive.RowStore;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.streams.state.KeyValueStore;

/** State stores of the tables of one processor. */
final class ArchiveStores implements RowStore {
    private static final int DELETE_BATCH_SIZE = 1000;

    private final Map<ArchiveTable, KeyValueStore<byte[], byte[]>> stores = new EnumMap<>(ArchiveTable.class);
    private final Map<ArchiveTable, RowJson> json = new EnumMap<>(ArchiveTable.class);
    private final BoundedRowJson bounded;

    /** @param shortened counts the rows that were too large */
    ArchiveStores(LongAdder shortened) {
        bounded = new BoundedRowJson(shortened);
    }

    void open(ArchiveTable table, KeyValueStore<byte[], byte[]> store) {
        stores.put(table, store);
        json.put(table, new RowJson(table));
    }

    @Override
    public Optional<ArchiveRow> find(ArchiveTable table, String id) {
        return Optional.ofNullable(stores.get(table).get(json.get(table).key(id)))
                .map(json.get(table)::row);
    }

    /** Writes the rows that differ from the stored ones, so that changelogs get no repeated rows. */
    void apply(List<RowChange> changes) {
        for (var change : changes) {
            var store = stores.get(change.table());
            var rowJson = json.get(change.table());
            var key = rowJson.key(change.id());
            var value = change.row().map(row -> bounded.value(rowJson, row)).orElse(null);
            if (!Arrays.equals(store.get(key), value)) {
                store.put(key, value);
            }
        }
    }

    /** Deletes up to 1000 expired rows of a history table; the next call deletes more. */
    void deleteExpired(ArchiveTable history, HistoryRetention retention, Instant now) {
        var changes = new ArrayList<RowChange>();
        var end = json.get(history).key(retention.endId(now));
        try (var oldest = stores.get(history).range(null, end)) {
            while (oldest.hasNext() && changes.size() < DELETE_BATCH_SIZE) {
                retention
                        .expire(json.get(history).row(oldest.next().value), now)
                        .ifPresent(changes::add);
            }
        }
        apply(changes);
    }

    /** Adds resolutions of posted alerts that were not posted again. */
    void resolveExpired(AlertHistory alerts, Instant now) {
        var changes = new ArrayList<RowChange>();
        try (var all = stores.get(ArchiveTable.POSTED_ALERTS).all()) {
            all.forEachRemaining(entry -> changes.addAll(expired(alerts, entry.value, now)));
        }
        apply(changes);
    }

    // A row of a shortened alert may have no labels; it must not end the archive.
    private List<RowChange> expired(AlertHistory alerts, byte[] row, Instant now) {
        try {
            return alerts.expired(json.get(ArchiveTable.POSTED_ALERTS).row(row), now);
        } catch (IllegalArgumentException | DateTimeException e) {
            return List.of();
        }
    }
}
