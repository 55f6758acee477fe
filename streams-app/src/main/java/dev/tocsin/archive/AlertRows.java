package dev.tocsin.archive;

import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.AlertState.Kind;
import dev.tocsin.evaluation.rules.AlertStateTimes;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.Locale;

/** Maps states of rules' alerts to rows, and rows of current states back. */
final class AlertRows {
    private AlertRows() {}

    /** The row of the current state. */
    static ArchiveRow state(RuleAlertState reported) {
        var alert = reported.alert();
        var times = alert.state().times();
        return withAlert(ArchiveRow.of(ArchiveTable.ALERT_STATE, reported.key()), reported)
                .with("state", text(times.kind()))
                .withTime("active_at", times.activeAt())
                .withTime("fired_at", times.firedAt())
                .withTime("keep_firing_since", times.keepFiringSince())
                .withTime("tick", reported.tick());
    }

    /** Reads a row of {@link ArchiveTable#ALERT_STATE}. @throws IllegalArgumentException if the row is invalid */
    static RuleAlertState reported(ArchiveRow row) {
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

    /** The row of a state transition. @param at the time of the transition */
    static ArchiveRow transition(RuleAlertState reported, Instant at) {
        var times = reported.alert().state().times();
        var state = text(times.kind());
        var row = ArchiveRow.of(ArchiveTable.ALERT_HISTORY, RowIds.timed(at, reported.key() + " " + state));
        return withAlert(row, reported)
                .with("source", "rule")
                .with("state", state)
                .with("at", at)
                .withTime("active_at", times.activeAt())
                .withTime("fired_at", times.firedAt())
                .withTime("resolved_at", times.resolvedAt());
    }

    private static ArchiveRow withAlert(ArchiveRow row, RuleAlertState reported) {
        var alert = reported.alert();
        return row.with("rule_uid", reported.ruleUid())
                .with("rule_group", reported.group())
                .with("alertname", alert.labels().get("alertname"))
                .with("fingerprint", alert.fingerprint().toString())
                .with("labels", JsonColumns.of(alert.labels().asMap()))
                .with("annotations", JsonColumns.of(alert.annotations()))
                // JSON and databases have no NaN and no infinities.
                .with("value", Double.isFinite(alert.value()) ? alert.value() : null);
    }

    private static String text(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
