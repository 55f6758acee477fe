package dev.tocsin.archive;

import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.silences.Silence;
import java.time.Instant;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * How the rows of one table are things.
 *
 * @param made the thing of a row; throws if the row makes no sense
 * @param key who it is
 * @param asOf tells the newer of two with the same key
 * @param isOver whether at an instant there is no use for it any more
 */
record Kind<T>(
        Table table,
        Function<Row, T> made,
        Function<T, String> key,
        Function<T, Instant> asOf,
        BiPredicate<T, Instant> isOver) {
    static final Kind<Silence> SILENCES = new Kind<>(
            Table.SILENCES,
            SilenceRows::silence,
            Silence::id,
            Silence::updatedAt,
            (silence, now) -> !now.isBefore(silence.endsAt()));

    static final Kind<Sent> NOTIFICATION_LOG = new Kind<>(
            Table.NOTIFICATION_LOG,
            NotificationRows::sent,
            sent -> sent.slot().toString(),
            Sent::notifiedAt,
            (sent, now) -> !now.isBefore(sent.expiresAt()));

    static final Kind<ReportedAlert> ALERT_STATE = new Kind<>(
            Table.ALERT_STATE, AlertRows::reported, ReportedAlert::key, ReportedAlert::tick, (alert, now) -> false);

    static final Kind<PostedAlert> POSTED_ALERTS = new Kind<>(
            Table.POSTED_ALERTS,
            row -> new PostedAlert(PostedRows.alert(row), row.isTrue("timed_out")),
            posted -> posted.alert().fingerprint().toString(),
            posted -> posted.alert().updatedAt(),
            (posted, now) -> posted.alert().isResolvedAt(now));
}
