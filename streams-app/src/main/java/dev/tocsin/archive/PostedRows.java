package dev.tocsin.archive;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import java.time.Instant;

/** Alerts that were posted from outside as rows, and those that are known back. */
public final class PostedRows {
    private PostedRows() {}

    /** @param timedOut whether its end is only when it counts as resolved unless it is posted again */
    static Row known(Alert alert, boolean timedOut) {
        return described(Row.of(Table.POSTED_ALERTS, alert.fingerprint().toString()), alert)
                .with("starts_at", (Object) alert.startsAt())
                .with("ends_at", (Object) (alert.isOpen() ? null : alert.endsAt()))
                .with("timed_out", timedOut)
                .with("generator_url", alert.generatorUrl())
                .with("updated_at", (Object) alert.updatedAt());
    }

    /** @throws IllegalArgumentException if the row makes no sense */
    public static Alert alert(Row row) {
        return new Alert(
                Labels.of(JsonText.texts(row.text("labels"))),
                JsonText.texts(row.text("annotations")),
                row.time("starts_at"),
                row.values().containsKey("ends_at") ? row.time("ends_at") : Alert.OPEN,
                row.text("generator_url"),
                row.time("updated_at"));
    }

    static boolean isOfEpisode(Row known, Alert alert) {
        return known.time("starts_at").equals(alert.startsAt());
    }

    static Row fired(Alert alert) {
        return step(alert, "firing", alert.startsAt());
    }

    static Row resolved(Alert alert) {
        return step(alert, "resolved", alert.endsAt()).with("resolved_at", (Object) alert.endsAt());
    }

    /** Named by the episode, not by its end, which may turn out to be another. */
    static String resolvedId(Alert alert) {
        return id(alert, "resolved");
    }

    private static Row step(Alert alert, String state, Instant at) {
        return described(Row.of(Table.ALERT_HISTORY, id(alert, state)), alert)
                .with("source", "posted")
                .with("fingerprint", alert.fingerprint().toString())
                .with("state", state)
                .with("at", (Object) at)
                .with("active_at", (Object) alert.startsAt())
                .with("fired_at", (Object) alert.startsAt());
    }

    private static String id(Alert alert, String state) {
        return Ids.timed(alert.startsAt(), "posted/" + alert.fingerprint() + " " + state);
    }

    private static Row described(Row row, Alert alert) {
        return row.with("alertname", alert.labels().get("alertname"))
                .with("labels", JsonText.of(alert.labels().asMap()))
                .with("annotations", JsonText.of(alert.annotations()));
    }
}
