package dev.tocsin.archive;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import java.time.Instant;

/** Alerts that were posted from outside as rows, and those that are known back. */
public final class PostedAlertRows {
    private PostedAlertRows() {}

    /** @param timedOut whether its end is only when it counts as resolved unless it is posted again */
    static ArchiveRow current(Alert alert, boolean timedOut) {
        return withAlert(
                        ArchiveRow.of(
                                ArchiveTable.POSTED_ALERTS, alert.fingerprint().toString()),
                        alert)
                .with("starts_at", (Object) alert.startsAt())
                .with("ends_at", (Object) (alert.hasNoEnd() ? null : alert.endsAt()))
                .with("timed_out", timedOut)
                .with("generator_url", alert.generatorUrl())
                .with("updated_at", (Object) alert.updatedAt());
    }

    /** @throws IllegalArgumentException if the row makes no sense */
    public static Alert alert(ArchiveRow row) {
        return new Alert(
                Labels.of(JsonColumns.texts(row.text("labels"))),
                JsonColumns.texts(row.text("annotations")),
                row.time("starts_at"),
                row.values().containsKey("ends_at") ? row.time("ends_at") : Alert.NO_END,
                row.text("generator_url"),
                row.time("updated_at"));
    }

    static boolean isSameEpisode(ArchiveRow known, Alert alert) {
        return known.time("starts_at").equals(alert.startsAt());
    }

    static ArchiveRow fired(Alert alert) {
        return transition(alert, "firing", alert.startsAt());
    }

    static ArchiveRow resolved(Alert alert) {
        return transition(alert, "resolved", alert.endsAt()).with("resolved_at", (Object) alert.endsAt());
    }

    /** Named by the episode, not by its end, which may turn out to be another. */
    static String resolvedId(Alert alert) {
        return id(alert, "resolved");
    }

    private static ArchiveRow transition(Alert alert, String state, Instant at) {
        return withAlert(ArchiveRow.of(ArchiveTable.ALERT_HISTORY, id(alert, state)), alert)
                .with("source", "posted")
                .with("fingerprint", alert.fingerprint().toString())
                .with("state", state)
                .with("at", (Object) at)
                .with("active_at", (Object) alert.startsAt())
                .with("fired_at", (Object) alert.startsAt());
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
