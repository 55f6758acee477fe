package dev.tocsin.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides which rows of history are too old to be kept. Ids of history begin with a time, so rows come in its order.
 *
 * @param kept for how long history is kept
 */
public record HistoryRetention(Duration retention) {
    /** The id before which outlived rows stand. */
    public String endId(Instant now) {
        return RowIds.time(now.minus(retention));
    }

    /** What becomes of a row; nothing if it is young enough. */
    public Optional<RowChange> expire(ArchiveRow row, Instant now) {
        var when = row.time(row.table().timeColumn());
        return when.isBefore(now.minus(retention))
                ? Optional.of(RowChange.remove(row.table(), row.id()))
                : Optional.empty();
    }
}
