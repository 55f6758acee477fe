package dev.tocsin.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides which rows of history are too old to be kept. Ids of history begin with a time, so rows come in its order.
 *
 * @param kept for how long history is kept
 */
public record Outlived(Duration kept) {
    /** The id before which outlived rows stand. */
    public String before(Instant now) {
        return Ids.time(now.minus(kept));
    }

    /** What becomes of a row; nothing if it is young enough. */
    public Optional<Change> of(Row row, Instant now) {
        var when = row.time(row.table().when());
        return when.isBefore(now.minus(kept)) ? Optional.of(Change.remove(row.table(), row.id())) : Optional.empty();
    }
}
