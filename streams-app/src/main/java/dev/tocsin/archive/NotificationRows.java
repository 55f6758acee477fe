package dev.tocsin.archive;

import dev.tocsin.notification.log.Account;
import dev.tocsin.notification.log.Content;
import dev.tocsin.notification.log.Failure;
import dev.tocsin.notification.log.Reason;
import dev.tocsin.notification.log.Released;
import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.log.Slot;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Entries of the notification log and deliveries as rows, and entries back. */
public final class NotificationRows {
    private NotificationRows() {}

    /** What a slot was last told. */
    static Row entry(Sent sent) {
        return told(
                        slotRow(Table.NOTIFICATION_LOG, sent.slot().toString(), sent.slot(), sent.account()),
                        sent.content())
                .with("claim_id", sent.claimId())
                .with("instance", sent.instance())
                .with("flushed_at", sent.flushedAt())
                .with("notified_at", sent.notifiedAt())
                .with("expires_at", sent.expiresAt())
                .with("reason", sent.reason().name())
                .with("isolated", sent.isolated())
                .with("receiver_data", JsonText.of(sent.receiverData()));
    }

    /** What an entry was made from. @throws IllegalArgumentException if the row makes no sense */
    public static Sent sent(Row row) {
        return new Sent(
                new Slot(row.text("group_key"), row.text("receiver"), row.text("integration"), row.integer("idx")),
                row.text("claim_id"),
                row.text("instance"),
                Content.of(JsonText.episodes(row.text("firing")), JsonText.episodes(row.text("resolved"))),
                row.time("flushed_at"),
                row.time("notified_at"),
                row.time("expires_at"),
                Reason.valueOf(row.text("reason")),
                row.isTrue("isolated"),
                JsonText.texts(row.text("receiver_data")),
                new Account(
                        JsonText.texts(row.text("group_labels")),
                        row.integer("attempts"),
                        Duration.ofMillis(row.number("duration_ms"))));
    }

    /** A delivery that succeeded. */
    static Row delivered(Sent sent) {
        var author = sent.claimId().isEmpty() ? sent.slot() + " " + sent.instance() : sent.claimId();
        var id = Ids.timed(sent.notifiedAt(), author);
        return counted(slotRow(Table.NOTIFICATION_HISTORY, id, sent.slot(), sent.account()), sent.content())
                .with("claim_id", sent.claimId())
                .with("instance", sent.instance())
                .with("reason", text(sent.reason()))
                .with("outcome", "sent")
                .with("isolated", sent.isolated())
                .with("notified_at", (Object) sent.notifiedAt());
    }

    /** A delivery that failed; none if the claim was given back for another reason. */
    static Optional<Row> failed(Released released) {
        return released.failure().map(failure -> failed(released, failure));
    }

    private static Row failed(Released released, Failure failure) {
        var id = Ids.timed(failure.at(), released.claimId());
        return counted(slotRow(Table.NOTIFICATION_HISTORY, id, released.slot(), failure.account()), failure.content())
                .with("claim_id", released.claimId())
                .with("instance", released.instance())
                .with("reason", text(failure.reason()))
                .with("outcome", "failed")
                .with("error", failure.error())
                .with("isolated", false)
                .with("notified_at", (Object) failure.at());
    }

    private static Row slotRow(Table table, String id, Slot slot, Account account) {
        return Row.of(table, id)
                .with("group_key", slot.groupKey())
                .with("group_labels", JsonText.of(account.groupLabels()))
                .with("receiver", slot.receiver())
                .with("integration", slot.integration())
                .with("idx", slot.index())
                .with("attempts", account.attempts())
                .with("duration_ms", account.took().toMillis());
    }

    private static Row told(Row row, Content content) {
        return row.with("firing", JsonText.of(content.firing())).with("resolved", JsonText.of(content.resolved()));
    }

    private static Row counted(Row row, Content content) {
        return told(row, content)
                .with("firing_count", content.firing().size())
                .with("resolved_count", content.resolved().size());
    }

    private static String text(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
