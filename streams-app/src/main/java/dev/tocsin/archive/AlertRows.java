package dev.tocsin.archive;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState.Kind;
import dev.tocsin.evaluation.rules.AlertStateTimes;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.Locale;

/** The alerts of rules as rows, and those that stand back. */
public final class AlertRows {
    private AlertRows() {}

    /** Where an alert stands. */
    static ArchiveRow state(RuleAlertState reported) {
        var alert = reported.alert();
        var times = alert.state().times();
        return withAlert(ArchiveRow.of(ArchiveTable.ALERT_STATE, reported.key()), reported)
                .with("state", text(times.kind()))
                .with("active_at", times.activeAt())
                .with("fired_at", times.firedAt())
                .with("keep_firing_since", times.keepFiringSince())
                .with("tick", reported.tick());
    }

    /** What the state was made from. @throws IllegalArgumentException if the row makes no sense */
    public static RuleAlertState reported(ArchiveRow row) {
        var kind = Kind.valueOf(row.text("state").toUpperCase(Locale.ROOT));
        var times = new AlertStateTimes(
                kind, row.time("active_at"), row.time("fired_at"), row.time("keep_firing_since"), Instant.EPOCH);
        var alert = new ActiveAlert(
                Labels.of(JsonColumns.texts(row.text("labels"))),
                JsonColumns.texts(row.text("annotations")),
                row.doubleValue("value").orElse(Double.NaN),
                times.state());
        return new RuleAlertState(row.text("rule_uid"), row.text("rule_group"), row.time("tick"), alert);
    }

    /** One step of an episode. @param at when it was taken */
    static ArchiveRow transition(RuleAlertState reported, Instant at) {
        var times = reported.alert().state().times();
        var state = text(times.kind());
        var row = ArchiveRow.of(ArchiveTable.ALERT_HISTORY, RowIds.timed(at, reported.key() + " " + state));
        return withAlert(row, reported)
                .with("source", "rule")
                .with("state", state)
                .with("at", (Object) at)
                .with("active_at", times.activeAt())
                .with("fired_at", times.firedAt())
                .with("resolved_at", times.resolvedAt());
    }

    private static ArchiveRow withAlert(ArchiveRow row, RuleAlertState reported) {
        var alert = reported.alert();
        return row.with("rule_uid", reported.ruleUid())
                .with("rule_group", reported.group())
                .with("alertname", alert.labels().get("alertname"))
                .with("fingerprint", alert.fingerprint().toString())
                .with("labels", JsonColumns.of(alert.labels().asMap()))
                .with("annotations", JsonColumns.of(alert.annotations()))
                // Databases and JSON know no numbers but finite ones.
                .with("value", Double.isFinite(alert.value()) ? alert.value() : null);
    }

    private static String text(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
