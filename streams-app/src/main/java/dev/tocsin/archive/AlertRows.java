package dev.tocsin.archive;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState.Kind;
import dev.tocsin.evaluation.rules.PersistedAlert;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.Locale;

/** The alerts of rules as rows, and those that stand back. */
public final class AlertRows {
    private AlertRows() {}

    /** Where an alert stands. */
    static Row state(ReportedAlert reported) {
        var alert = reported.persisted().alert();
        var times = AlertTimes.of(alert.state());
        return described(Row.of(Table.ALERT_STATE, reported.key()), reported)
                .with("state", text(times.kind()))
                .with("active_at", times.activeAt())
                .with("fired_at", times.firedAt())
                .with("keep_firing_since", times.keepFiringSince())
                .with("tick", reported.tick());
    }

    /** What the state was made from. @throws IllegalArgumentException if the row makes no sense */
    public static ReportedAlert reported(Row row) {
        var kind = Kind.valueOf(row.text("state").toUpperCase(Locale.ROOT));
        var times = new AlertTimes(
                kind, row.time("active_at"), row.time("fired_at"), row.time("keep_firing_since"), Instant.EPOCH);
        var alert = new ActiveAlert(
                Labels.of(JsonText.texts(row.text("labels"))),
                JsonText.texts(row.text("annotations")),
                row.real("value").orElse(Double.NaN),
                times.state());
        return new ReportedAlert(
                new PersistedAlert(row.text("rule_uid"), alert), row.text("rule_group"), row.time("tick"));
    }

    /** One step of an episode. @param at when it was taken */
    static Row step(ReportedAlert reported, Instant at) {
        var times = AlertTimes.of(reported.persisted().alert().state());
        var state = text(times.kind());
        var row = Row.of(Table.ALERT_HISTORY, Ids.timed(at, reported.key() + " " + state));
        return described(row, reported)
                .with("source", "rule")
                .with("state", state)
                .with("at", (Object) at)
                .with("active_at", times.activeAt())
                .with("fired_at", times.firedAt())
                .with("resolved_at", times.resolvedAt());
    }

    private static Row described(Row row, ReportedAlert reported) {
        var alert = reported.persisted().alert();
        return row.with("rule_uid", reported.persisted().ruleUid())
                .with("rule_group", reported.group())
                .with("alertname", alert.labels().get("alertname"))
                .with("fingerprint", alert.fingerprint().toString())
                .with("labels", JsonText.of(alert.labels().asMap()))
                .with("annotations", JsonText.of(alert.annotations()))
                // Databases and JSON know no numbers but finite ones.
                .with("value", Double.isFinite(alert.value()) ? alert.value() : null);
    }

    private static String text(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
