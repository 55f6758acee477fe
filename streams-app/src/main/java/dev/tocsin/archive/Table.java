package dev.tocsin.archive;

import static dev.tocsin.archive.Column.integer;
import static dev.tocsin.archive.Column.json;
import static dev.tocsin.archive.Column.text;
import static dev.tocsin.archive.Column.time;

import dev.tocsin.archive.Column.Type;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables. Each has a text {@value #ID} as its key. Columns may be added, never removed or given another meaning:
 * databases out there hold them.
 */
public enum Table {
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
            new Column("isolated", Type.BOOLEAN),
            json("receiver_data"),
            integer("attempts"),
            new Column("duration_ms", Type.LONG)),

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
            new Column("duration_ms", Type.LONG),
            text("error"),
            new Column("isolated", Type.BOOLEAN),
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
            new Column("value", Type.DOUBLE)),

    /** The alerts of rules that stand now: pending, firing or recovering. */
    ALERT_STATE(
            "alert_state",
            text("rule_uid"),
            text("rule_group"),
            text("alertname"),
            text("fingerprint"),
            json("labels"),
            json("annotations"),
            new Column("value", Type.DOUBLE),
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
            new Column("timed_out", Type.BOOLEAN),
            text("generator_url"),
            time("updated_at"));

    /** The name of the key. */
    public static final String ID = "id";

    private final String title;
    private final List<Column> columns;
    private final Map<String, Column> byName;

    Table(String title, Column... columns) {
        this.title = title;
        this.columns = Stream.concat(Stream.of(text(ID)), Stream.of(columns)).toList();
        this.byName = this.columns.stream().collect(Collectors.toMap(Column::name, Function.identity()));
    }

    /** As a database and topics call it. */
    public String title() {
        return title;
    }

    /** In order, the id first. */
    public List<Column> columns() {
        return columns;
    }

    /** Whether its rows tell of the past, and so outlive what they tell of until they are old. */
    boolean isHistory() {
        return this == NOTIFICATION_HISTORY || this == ALERT_HISTORY;
    }

    /** The column that says when what a row of history tells of happened. */
    String when() {
        return this == NOTIFICATION_HISTORY ? "notified_at" : "at";
    }

    Column column(String name) {
        var column = byName.get(name);
        if (column == null) {
            throw new IllegalArgumentException("table %s has no column '%s'".formatted(title, name));
        }
        return column;
    }
}
