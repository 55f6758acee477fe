package dev.tocsin.archive;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.silences.Silence;
import java.time.Instant;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * A table whose rows can be restored as domain values.
 *
 * @param fromRow reads a row; throws if the row is invalid
 * @param key identifies a value
 * @param timestamp decides which of two values with the same key is newer
 * @param isExpired whether a value is of no use any more at an instant
 */
record RestorableTable<T>(
        ArchiveTable table,
        Function<ArchiveRow, T> fromRow,
        Function<T, String> key,
        Function<T, Instant> timestamp,
        BiPredicate<T, Instant> isExpired) {
    static final RestorableTable<Silence> SILENCES = new RestorableTable<>(
            ArchiveTable.SILENCES,
            SilenceRows::silence,
            Silence::id,
            Silence::updatedAt,
            (silence, now) -> !now.isBefore(silence.endsAt()));

    static final RestorableTable<NflogEntry> NOTIFICATION_LOG = new RestorableTable<>(
            ArchiveTable.NOTIFICATION_LOG,
            NotificationRows::sent,
            sent -> sent.slot().toString(),
            NflogEntry::notifiedAt,
            (sent, now) -> !now.isBefore(sent.expiresAt()));

    static final RestorableTable<RuleAlertState> ALERT_STATE = new RestorableTable<>(
            ArchiveTable.ALERT_STATE,
            AlertRows::reported,
            RuleAlertState::key,
            RuleAlertState::tick,
            (alert, now) -> false);

    static final RestorableTable<PostedAlert> POSTED_ALERTS = new RestorableTable<>(
            ArchiveTable.POSTED_ALERTS,
            row -> new PostedAlert(PostedAlertRows.alert(row), row.booleanValue("timed_out")),
            posted -> posted.alert().fingerprint().toString(),
            posted -> posted.alert().updatedAt(),
            (posted, now) -> posted.alert().isResolvedAt(now));
}
