package dev.tocsin.archive;

import static dev.tocsin.archive.ArchiveColumn.integer;
import static dev.tocsin.archive.ArchiveColumn.json;
import static dev.tocsin.archive.ArchiveColumn.text;
import static dev.tocsin.archive.ArchiveColumn.time;

import dev.tocsin.archive.ArchiveColumn.Type;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables. Each has a text {@value #ID} as its key. Columns may be added, never removed or given another meaning:
 * databases out there hold them.
 */
public enum ArchiveTable {
    /** Every silence that the cluster log holds. */
    SILENCES(
            "silences",
            json("matchers"),
            time("starts_at"),
            time("ends_at"),
            time("updated_at"),
            text("created_by"),
            text("comment"),
            json("annotations")),

    /** What each slot was last told: all that is needed to write the record again. */
    NOTIFICATION_LOG(
            "notification_log",
            text("group_key"),
            json("group_labels"),
            text("receiver"),
            text("integration"),
            integer("idx"),
            text("claim_id"),
            text("instance"),
            json("firing"),
            json("resolved"),
            time("flushed_at"),
            time("notified_at"),
            time("expires_at"),
            text("reason"),
            new ArchiveColumn("isolated", Type.BOOLEAN),
            json("receiver_data"),
            integer("attempts"),
            new ArchiveColumn("duration_ms", Type.LONG)),

    /** One row for each delivery, and for each that failed so that others had to try. */
    NOTIFICATION_HISTORY(
            "notification_history",
            text("group_key"),
            json("group_labels"),
            text("receiver"),
            text("integration"),
            integer("idx"),
            text("claim_id"),
            text("instance"),
            text("reason"),
            text("outcome"),
            integer("firing_count"),
            integer("resolved_count"),
            json("firing"),
            json("resolved"),
            integer("attempts"),
            new ArchiveColumn("duration_ms", Type.LONG),
            text("error"),
            new ArchiveColumn("isolated", Type.BOOLEAN),
            time("notified_at")),

    /** One row for each step of each episode of each alert. */
    ALERT_HISTORY(
            "alert_history",
            text("source"),
            text("rule_uid"),
            text("rule_group"),
            text("alertname"),
            text("fingerprint"),
            json("labels"),
            json("annotations"),
            text("state"),
            time("at"),
            time("active_at"),
            time("fired_at"),
            time("resolved_at"),
            new ArchiveColumn("value", Type.DOUBLE)),

    /** The alerts of rules that stand now: pending, firing or recovering. */
    ALERT_STATE(
            "alert_state",
            text("rule_uid"),
            text("rule_group"),
            text("alertname"),
            text("fingerprint"),
            json("labels"),
            json("annotations"),
            new ArchiveColumn("value", Type.DOUBLE),
            text("state"),
            time("active_at"),
            time("fired_at"),
            time("keep_firing_since"),
            time("tick")),

    /** The alerts from outside that the alerts topic holds. */
    POSTED_ALERTS(
            "posted_alerts",
            text("alertname"),
            json("labels"),
            json("annotations"),
            time("starts_at"),
            time("ends_at"),
            new ArchiveColumn("timed_out", Type.BOOLEAN),
            text("generator_url"),
            time("updated_at"));

    /** The name of the key. */
    public static final String ID = "id";

    private final String tableName;
    private final List<ArchiveColumn> columns;
    private final Map<String, ArchiveColumn> byName;

    ArchiveTable(String title, ArchiveColumn... columns) {
        this.tableName = title;
        this.columns = Stream.concat(Stream.of(text(ID)), Stream.of(columns)).toList();
        this.byName = this.columns.stream().collect(Collectors.toMap(ArchiveColumn::name, Function.identity()));
    }

    /** As a database and topics call it. */
    public String tableName() {
        return tableName;
    }

    /** In order, the id first. */
    public List<ArchiveColumn> columns() {
        return columns;
    }

    /** Whether its rows tell of the past, and so outlive what they tell of until they are old. */
    boolean isHistory() {
        return this == NOTIFICATION_HISTORY || this == ALERT_HISTORY;
    }

    /** The column that says when what a row of history tells of happened. */
    String timeColumn() {
        return this == NOTIFICATION_HISTORY ? "notified_at" : "at";
    }

    ArchiveColumn column(String name) {
        var column = byName.get(name);
        if (column == null) {
            throw new IllegalArgumentException("table %s has no column '%s'".formatted(tableName, name));
        }
        return column;
    }
}
