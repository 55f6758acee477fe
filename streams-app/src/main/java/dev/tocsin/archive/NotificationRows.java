package dev.tocsin.archive;

import dev.tocsin.limits.Limit;
import dev.tocsin.notification.log.ClaimReleased;
import dev.tocsin.notification.log.DeliveryFailure;
import dev.tocsin.notification.log.DeliveryStats;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.log.NotifiedEpisodes;
import dev.tocsin.notification.log.Slot;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Maps notification log entries and deliveries to rows, and rows of entries back. */
final class NotificationRows {
    private NotificationRows() {}

    /** The row of the latest entry of a slot. */
    static ArchiveRow entry(NflogEntry sent) {
        return withContent(
                        slotRow(ArchiveTable.NOTIFICATION_LOG, sent.slot().toString(), sent.slot(), sent.stats()),
                        sent.episodes())
                .with("claim_id", sent.claimId())
                .with("instance", sent.instance())
                .withTime("flushed_at", sent.flushedAt())
                .withTime("notified_at", sent.notifiedAt())
                .withTime("expires_at", sent.expiresAt())
                .with("reason", sent.reason().name())
                .with("isolated", sent.isolated())
                .with("receiver_data", JsonColumns.of(sent.receiverData()));
    }

    /** Reads a row of {@link ArchiveTable#NOTIFICATION_LOG}. @throws IllegalArgumentException if the row is invalid */
    static NflogEntry sent(ArchiveRow row) {
        return new NflogEntry(
                new Slot(row.text("group_key"), row.text("receiver"), row.text("integration"), row.integer("idx")),
                row.text("claim_id"),
                row.text("instance"),
                NotifiedEpisodes.of(
                        JsonColumns.episodes(row.text("firing")), JsonColumns.episodes(row.text("resolved"))),
                row.time("flushed_at"),
                row.time("notified_at"),
                row.time("expires_at"),
                NotificationReason.valueOf(row.text("reason")),
                row.booleanValue("isolated"),
                JsonColumns.texts(row.text("receiver_data")),
                new DeliveryStats(
                        JsonColumns.texts(row.text("group_labels")),
                        row.integer("attempts"),
                        Duration.ofMillis(row.longValue("duration_ms"))));
    }

    /** The history row of a successful delivery. */
    static ArchiveRow delivered(NflogEntry sent) {
        var sender = sent.claimId().isEmpty() ? sent.slot() + " " + sent.instance() : sent.claimId();
        var id = RowIds.timed(sent.notifiedAt(), sender);
        return withCounts(slotRow(ArchiveTable.NOTIFICATION_HISTORY, id, sent.slot(), sent.stats()), sent.episodes())
                .with("claim_id", sent.claimId())
                .with("instance", sent.instance())
                .with("reason", text(sent.reason()))
                .with("outcome", "sent")
                .with("isolated", sent.isolated())
                .with("notified_at", sent.notifiedAt());
    }

    /** The history row of a failed delivery; empty if the claim was released for another reason. */
    static Optional<ArchiveRow> failed(ClaimReleased released) {
        return released.failure().map(failure -> failed(released, failure));
    }

    private static ArchiveRow failed(ClaimReleased released, DeliveryFailure failure) {
        var id = RowIds.timed(failure.failedAt(), released.claimId());
        return withCounts(
                        slotRow(ArchiveTable.NOTIFICATION_HISTORY, id, released.slot(), failure.stats()),
                        failure.episodes())
                .with("claim_id", released.claimId())
                .with("instance", released.instance())
                .with("reason", text(failure.reason()))
                .with("outcome", "failed")
                .with("error", failure.error())
                .with("isolated", false)
                .with("notified_at", failure.failedAt());
    }

    private static ArchiveRow slotRow(ArchiveTable table, String id, Slot slot, DeliveryStats stats) {
        return ArchiveRow.of(table, id)
                .with("group_key", slot.groupKey())
                .with("group_labels", JsonColumns.of(stats.groupLabels()))
                .with("receiver", slot.receiver())
                .with("integration", slot.integration())
                .with("idx", slot.index())
                .with("attempts", stats.attempts())
                .with("duration_ms", stats.duration().toMillis());
    }

    private static ArchiveRow withContent(ArchiveRow row, NotifiedEpisodes content) {
        var listed = content.limitedTo(Limit.ARCHIVE_ALERTS.intValue());
        return row.with("firing", JsonColumns.of(listed.firing())).with("resolved", JsonColumns.of(listed.resolved()));
    }

    private static ArchiveRow withCounts(ArchiveRow row, NotifiedEpisodes content) {
        return withContent(row, content)
                .with("firing_count", content.firing().size())
                .with("resolved_count", content.resolved().size());
    }

    private static String text(NotificationReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
