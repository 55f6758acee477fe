package dev.tocsin.archive;

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

/** Entries of the notification log and deliveries as rows, and entries back. */
public final class NotificationRows {
    private NotificationRows() {}

    /** What a slot was last told. */
    static ArchiveRow entry(NflogEntry sent) {
        return withContent(
                        slotRow(ArchiveTable.NOTIFICATION_LOG, sent.slot().toString(), sent.slot(), sent.stats()),
                        sent.episodes())
                .with("claim_id", sent.claimId())
                .with("instance", sent.instance())
                .with("flushed_at", sent.flushedAt())
                .with("notified_at", sent.notifiedAt())
                .with("expires_at", sent.expiresAt())
                .with("reason", sent.reason().name())
                .with("isolated", sent.isolated())
                .with("receiver_data", JsonColumns.of(sent.receiverData()));
    }

    /** What an entry was made from. @throws IllegalArgumentException if the row makes no sense */
    public static NflogEntry sent(ArchiveRow row) {
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

    /** A delivery that succeeded. */
    static ArchiveRow delivered(NflogEntry sent) {
        var author = sent.claimId().isEmpty() ? sent.slot() + " " + sent.instance() : sent.claimId();
        var id = RowIds.timed(sent.notifiedAt(), author);
        return withCounts(slotRow(ArchiveTable.NOTIFICATION_HISTORY, id, sent.slot(), sent.stats()), sent.episodes())
                .with("claim_id", sent.claimId())
                .with("instance", sent.instance())
                .with("reason", text(sent.reason()))
                .with("outcome", "sent")
                .with("isolated", sent.isolated())
                .with("notified_at", (Object) sent.notifiedAt());
    }

    /** A delivery that failed; none if the claim was given back for another reason. */
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
                .with("notified_at", (Object) failure.failedAt());
    }

    private static ArchiveRow slotRow(ArchiveTable table, String id, Slot slot, DeliveryStats account) {
        return ArchiveRow.of(table, id)
                .with("group_key", slot.groupKey())
                .with("group_labels", JsonColumns.of(account.groupLabels()))
                .with("receiver", slot.receiver())
                .with("integration", slot.integration())
                .with("idx", slot.index())
                .with("attempts", account.attempts())
                .with("duration_ms", account.duration().toMillis());
    }

    private static ArchiveRow withContent(ArchiveRow row, NotifiedEpisodes content) {
        return row.with("firing", JsonColumns.of(content.firing()))
                .with("resolved", JsonColumns.of(content.resolved()));
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
