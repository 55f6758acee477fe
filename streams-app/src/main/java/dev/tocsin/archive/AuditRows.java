package dev.tocsin.archive;

import dev.tocsin.audit.AuditEntry;
import dev.tocsin.audit.AuditEntry.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Folds audit records into rows: one row an action, with its outcome once it is known.
 *
 * @param rows the rows so far
 */
public record AuditRows(RowStore rows) {
    private static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    /** @param appendedAt the append time of the record; a record with a later time gets this one */
    public List<RowChange> recorded(AuditEntry entry, Instant appendedAt) {
        var row = row(entry, entry.at().isAfter(appendedAt.plus(MAX_AHEAD)) ? appendedAt : entry.at());
        var isLate = entry.outcome() == Outcome.ACCEPTED
                && rows.find(ArchiveTable.AUDIT, row.id()).isPresent();
        return isLate ? List.of() : List.of(RowChange.put(row));
    }

    private static ArchiveRow row(AuditEntry entry, Instant at) {
        var row = ArchiveRow.of(ArchiveTable.AUDIT, RowIds.timed(at, entry.id()))
                .with("action_id", entry.id())
                .withTime("at", at)
                .with("who", entry.actor().who())
                .with("how", entry.actor().how())
                .with("address", entry.actor().from())
                .with("action", entry.action())
                .with("object", entry.object())
                .with("object_before", entry.before())
                .with("object_after", entry.after())
                .with("outcome", entry.outcome().text())
                .with("reason", entry.reason())
                .with("instance", entry.instance());
        var position = entry.position();
        return position.isKnown()
                ? row.with("log_topic", position.topic())
                        .with("log_partition", position.partition())
                        .with("log_offset", position.offset())
                : row;
    }
}
