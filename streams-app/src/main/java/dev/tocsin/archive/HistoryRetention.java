package dev.tocsin.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Retention of the history tables. Their ids begin with a time, so rows are in time order.
 *
 * @param retention how long rows are kept
 */
public record HistoryRetention(Duration retention) {
    /** The id that is greater than the ids of all expired rows. */
    public String endId(Instant now) {
        return RowIds.time(now.minus(retention));
    }

    /** Removal of the row if it is older than the retention. */
    public Optional<RowChange> expire(ArchiveRow row, Instant now) {
        var when = row.time(row.table().timeColumn());
        return when.isBefore(now.minus(retention))
                ? Optional.of(RowChange.remove(row.table(), row.id()))
                : Optional.empty();
    }
}
