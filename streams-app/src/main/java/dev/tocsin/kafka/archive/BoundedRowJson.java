package dev.tocsin.kafka.archive;

import dev.tocsin.archive.ArchiveRow;
import dev.tocsin.limits.Limit;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows that changelogs take: a larger one is shortened until it fits. A row that a topic does not take would end
 * the client, which would fail again after each restart.
 *
 * @param shortened counts the shortened rows
 */
record BoundedRowJson(LongAdder shortened) {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedRowJson.class);
    private static final List<Integer> TEXT_LENGTHS = List.of(128 * 1024, 32 * 1024, 8 * 1024, 1024);

    byte[] value(RowJson json, ArchiveRow row) {
        var bytes = json.value(row);
        if (bytes.length <= Limit.ARCHIVE_ROW.value()) {
            return bytes;
        }
        shortened.increment();
        // The first row, and then at growing intervals.
        if (Long.bitCount(shortened.sum()) == 1) {
            LOG.atWarn()
                    .addKeyValue("table", row.table().tableName())
                    .addKeyValue("id", row.id())
                    .addKeyValue("bytes", bytes.length)
                    .addKeyValue("rows", shortened.sum())
                    .log("A row is too large for the archive. Its longest texts are shortened");
        }
        for (var length : TEXT_LENGTHS) {
            bytes = json.value(row.shortened(length));
            if (bytes.length <= Limit.ARCHIVE_ROW.value()) {
                return bytes;
            }
        }
        return bytes;
    }
}
