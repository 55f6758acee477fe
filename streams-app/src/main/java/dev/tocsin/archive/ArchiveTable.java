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
 * Tables of the archive. The primary key of each is the text column {@value #ID}. Columns may be added, but never removed
 * or given another meaning, because databases of users have them.
 */
public enum ArchiveTable {
    /** All silences of the cluster log. */
    SILENCES(
            "silences",
            json("matchers"),
            time("starts_at"),
            time("ends_at"),
            time("updated_at"),
            text("created_by"),
            text("comment"),
            json("annotations")),

    /** The notification log entry of each slot, with all data that restoring the record needs. */
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

    /** One row per delivery, and one per failed delivery that released its claim. */
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

    /** One row per state transition of an alert. */
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

    /** Current states of rules' alerts: pending, firing or recovering. */
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

    /** All posted alerts of the alerts topic. */
    POSTED_ALERTS(
            "posted_alerts",
            text("alertname"),
            json("labels"),
            json("annotations"),
            time("starts_at"),
            time("ends_at"),
            new ArchiveColumn("timed_out", Type.BOOLEAN),
            text("generator_url"),
            time("updated_at")),

    /** One row per action of a user or a program, also refused ones. */
    AUDIT(
            "audit",
            text("action_id"),
            time("at"),
            text("who"),
            text("how"),
            text("address"),
            text("action"),
            text("object"),
            text("object_before"),
            text("object_after"),
            text("outcome"),
            text("reason"),
            text("log_topic"),
            integer("log_partition"),
            new ArchiveColumn("log_offset", Type.LONG),
            text("instance"));

    /** Name of the primary key column. */
    public static final String ID = "id";

    private final String tableName;
    private final List<ArchiveColumn> columns;
    private final Map<String, ArchiveColumn> byName;

    ArchiveTable(String tableName, ArchiveColumn... columns) {
        this.tableName = tableName;
        this.columns = Stream.concat(Stream.of(text(ID)), Stream.of(columns)).toList();
        this.byName = this.columns.stream().collect(Collectors.toMap(ArchiveColumn::name, Function.identity()));
    }

    /** The name in databases; changelog topics end with it. */
    public String tableName() {
        return tableName;
    }

    /** The columns in order, the id first. */
    public List<ArchiveColumn> columns() {
        return columns;
    }

    /** The column with the time of the event; for the history tables only. */
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
