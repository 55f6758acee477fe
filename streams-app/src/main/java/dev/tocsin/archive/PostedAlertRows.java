package dev.tocsin.archive;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Maps posted alerts to rows, and rows of current alerts back. */
final class PostedAlertRows {
    private PostedAlertRows() {}

    /** @param timedOut whether the end was not posted, but is the time of the post plus {@code resolve_timeout} */
    static ArchiveRow current(Alert alert, boolean timedOut) {
        return withAlert(
                        ArchiveRow.of(
                                ArchiveTable.POSTED_ALERTS, alert.fingerprint().toString()),
                        alert)
                .with("starts_at", alert.startsAt())
                .with("ends_at", (alert.hasNoEnd() ? null : alert.endsAt()))
                .with("timed_out", timedOut)
                .with("generator_url", alert.generatorUrl())
                .with("updated_at", alert.updatedAt());
    }

    /** Reads a row of {@link ArchiveTable#POSTED_ALERTS}. @throws IllegalArgumentException if the row is invalid */
    static Alert alert(ArchiveRow row) {
        return new Alert(
                Labels.of(JsonColumns.texts(row.text("labels"))),
                JsonColumns.texts(row.text("annotations")),
                row.time("starts_at"),
                row.values().containsKey("ends_at") ? row.time("ends_at") : Alert.NO_END,
                row.text("generator_url"),
                row.time("updated_at"));
    }

    static boolean isSameEpisode(ArchiveRow known, Alert alert) {
        return millis(known.time("starts_at")).equals(millis(alert.startsAt()));
    }

    // Times in tables have milliseconds: Kafka Connect's timestamps have no more.
    private static Instant millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    static ArchiveRow fired(Alert alert) {
        return transition(alert, "firing", alert.startsAt());
    }

    static ArchiveRow resolved(Alert alert) {
        return transition(alert, "resolved", alert.endsAt()).with("resolved_at", alert.endsAt());
    }

    /** Made of the start of the episode, not of its end, which a later post can change. */
    static String resolvedId(Alert alert) {
        return id(alert, "resolved");
    }

    private static ArchiveRow transition(Alert alert, String state, Instant at) {
        return withAlert(ArchiveRow.of(ArchiveTable.ALERT_HISTORY, id(alert, state)), alert)
                .with("source", "posted")
                .with("fingerprint", alert.fingerprint().toString())
                .with("state", state)
                .with("at", at)
                .with("active_at", alert.startsAt())
                .with("fired_at", alert.startsAt());
    }

    private static String id(Alert alert, String state) {
        return RowIds.timed(alert.startsAt(), "posted/" + alert.fingerprint() + " " + state);
    }

    private static ArchiveRow withAlert(ArchiveRow row, Alert alert) {
        return row.with("alertname", alert.labels().get("alertname"))
                .with("labels", JsonColumns.of(alert.labels().asMap()))
                .with("annotations", JsonColumns.of(alert.annotations()));
    }
}
