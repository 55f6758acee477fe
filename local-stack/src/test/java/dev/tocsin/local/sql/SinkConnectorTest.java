package dev.tocsin.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.cluster.Eventually;
import dev.tocsin.local.sql.ChangelogTopic.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The deployed sink connector, from changelog to table, with a real Connect worker and a real database. */
@WithDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SinkConnectorTest {
    private static final String PREFIX = "sink.";
    private static final String NAME = "sink-under-test";
    private static final List<String> TABLES = List.of(
            "silences",
            "notification_log",
            "notification_history",
            "alert_history",
            "alert_state",
            "posted_alerts",
            "audit");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123Z");
    /** Enough that the worker is not finished when it is killed. */
    private static final int ROW_COUNT = 20_000;

    private final Map<String, ChangelogTopic> topics = new LinkedHashMap<>();
    private SqlStack sql;

    @BeforeAll
    void start(Broker broker, SqlStack stack) throws Exception {
        sql = stack;
        for (var table : TABLES) {
            topics.put(table, new ChangelogTopic(broker.address(), PREFIX, table));
        }
        sql.sink(NAME, PREFIX);
    }

    @AfterAll
    void stop() throws Exception {
        topics.values().forEach(ChangelogTopic::close);
        sql.connect().delete(NAME);
        for (var table : TABLES) {
            sql.execute("TRUNCATE tocsin." + table);
        }
    }

    @Test
    void rowsOfEveryTableAreWrittenAndDeleted() throws Exception {
        for (var table : TABLES) {
            topics.get(table).put(columns(table), fullRow(table, "full"));
        }
        for (var table : TABLES) {
            var expected = asText(table, fullRow(table, "full"));
            Eventually.until("the row is in " + table, () -> one(table, "full"), expected::equals);
            topics.get(table).remove("full");
        }
        for (var table : TABLES) {
            Eventually.until(
                    "it is gone from " + table, () -> one(table, "full").isEmpty());
        }
    }

    /** Includes a tombstone of a row that does not exist, as compaction leaves it. */
    @Test
    void lastRecordOfARowWins() throws Exception {
        silence("never").removed();
        silence("edited").said("first").said("second").said("last");
        silence("back").said("first").removed().said("again");
        silence("gone").said("first").said("second").removed();
        silence("end").said("end");

        Eventually.until("all records are read", () -> comment("end"), "end"::equals);
        assertThat(comment("edited")).isEqualTo("last");
        assertThat(comment("back")).isEqualTo("again");
        assertThat(one("silences", "gone")).isEmpty();
        assertThat(one("silences", "never")).isEmpty();
    }

    @Test
    void unknownColumnsAreIgnoredAndMissingOnesAreNull() throws Exception {
        var newer = new ArrayList<>(columns("silences"));
        newer.add(Column.text("severity_of_tomorrow"));
        topics.get("silences").put(newer, Map.of("id", "newer", "comment", "new", "severity_of_tomorrow", "high"));
        var older = List.of(Column.text("id"), Column.text("comment"));
        topics.get("silences").put(older, Map.of("id", "older", "comment", "old"));

        Eventually.until("the older row is there", () -> comment("older"), "old"::equals);
        assertThat(comment("newer")).isEqualTo("new");
        assertThat(one("silences", "newer")).doesNotContainKey("severity_of_tomorrow");
        assertThat(one("silences", "older")).containsEntry("matchers", null);
    }

    @Test
    void textIsStoredUnchanged() throws Exception {
        var odd = "O'Reilly \"said\" \\n and\nmeant it; -- DROP TABLE {$1} ?? ${x} €𝄞 \u2028\t\u007f";
        var texts = Map.of("odd", odd, "empty", "", "long", "x".repeat(100_000));
        texts.forEach((id, text) -> silence(id).said(text));

        for (var id : texts.keySet()) {
            Eventually.until("the comment is there", () -> comment(id), texts.get(id)::equals);
        }
    }

    @Test
    void databaseOutageLosesNoRowAndNeedsNoRestart() throws Exception {
        silence("before").said("before");
        Eventually.until("the sink works", () -> comment("before"), "before"::equals);

        sql.stopDatabase();
        for (var i = 0; i < 200; i++) {
            silence("away-" + i).said("written while away");
        }
        silence("before").said("edited while away");
        silence("away-0").removed();
        Eventually.staysTrue(
                Duration.ofSeconds(5),
                "it keeps trying",
                () -> sql.connect().state(NAME).equals("RUNNING"));
        sql.startDatabase();

        Eventually.until(
                "all that was written meanwhile",
                () -> sql.queryNumber("SELECT count(*) FROM tocsin.silences WHERE id LIKE 'away-%'"),
                count -> count == 199);
        assertThat(comment("before")).isEqualTo("edited while away");
        assertThat(sql.connect().state(NAME)).isEqualTo("RUNNING");
    }

    /** Rows also change within the batch: reading records twice must not restore old values. */
    @Test
    void workerKilledInMidBatchNeitherLosesNorDuplicatesRows() throws Exception {
        var columns = columns("notification_history");
        var expected = new TreeMap<String, String>();
        var topic = topics.get("notification_history");
        for (var i = 0; i < ROW_COUNT; i++) {
            var id = "mid-%05d".formatted(i % (ROW_COUNT * 3 / 4));
            topic.put(columns, Map.of("id", id, "outcome", "sent", "attempts", i));
            expected.put(id, String.valueOf(i));
        }
        topic.flush();

        Eventually.until("the batch has started", this::countInBatch, count -> count > 0);
        sql.killWorker();
        assertThat(countInBatch()).as("killed in mid-batch").isPositive().isLessThan(expected.size());
        sql.startWorker();

        Eventually.until(
                "all rows, as they were written last",
                () -> sql.queryRows(
                        "SELECT id, attempts FROM tocsin.notification_history WHERE id LIKE 'mid-%' ORDER BY id"),
                rows -> rows.size() == expected.size()
                        && rows.stream()
                                .allMatch(row -> expected.get(row.get("id")).equals(row.get("attempts"))));
    }

    @Test
    void sinkWritesExactlyTheColumnsOfTheTables() throws Exception {
        var listed = new ObjectMapper()
                .readTree(sql.sinkDocument())
                .path("field.include.list")
                .asText()
                .split(",");
        var there = sql.queryRows("""
                        SELECT table_name || ':' || column_name AS field
                        FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
                        WHERE table_schema = 'tocsin' AND table_type = 'BASE TABLE'
                        """).stream().map(row -> row.get("field")).toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(there);
    }

    private long countInBatch() throws Exception {
        return sql.queryNumber("SELECT count(*) FROM tocsin.notification_history WHERE id LIKE 'mid-%'");
    }

    private List<Column> columns(String table) throws Exception {
        return sql.columnTypes(table).entrySet().stream()
                .map(column -> Column.of(column.getKey(), column.getValue()))
                .toList();
    }

    /** A value in each column. */
    private Map<String, Object> fullRow(String table, String id) throws Exception {
        var row = new HashMap<String, Object>();
        for (var column : sql.columnTypes(table).entrySet()) {
            row.put(
                    column.getKey(),
                    switch (column.getValue()) {
                        case "jsonb" -> "[{\"name\": \"team\"}]";
                        case "timestamp with time zone" -> NOON.toEpochMilli();
                        case "integer", "bigint" -> 7;
                        case "double precision" -> 1.5;
                        case "boolean" -> true;
                        default -> "text of " + column.getKey();
                    });
        }
        row.put("id", id);
        return row;
    }

    /** The row as a query returns it. */
    private Map<String, String> asText(String table, Map<String, Object> row) throws Exception {
        var text = new HashMap<String, String>();
        for (var column : sql.columnTypes(table).entrySet()) {
            var value = row.get(column.getKey());
            text.put(
                    column.getKey(),
                    switch (column.getValue()) {
                        case "timestamp with time zone" -> "2026-01-31 12:00:00.123+00";
                        case "boolean" -> "t";
                        default -> value.toString();
                    });
        }
        return text;
    }

    /** The row with an id; empty if there is none. */
    private Map<String, String> one(String table, String id) throws Exception {
        var rows = sql.queryRows("SELECT * FROM tocsin.%s WHERE id = '%s'".formatted(table, id));
        assertThat(rows.size()).isLessThanOrEqualTo(1);
        return rows.isEmpty() ? Map.of() : rows.get(0);
    }

    private String comment(String id) throws Exception {
        return one("silences", id).getOrDefault("comment", "(no row)");
    }

    private SilenceRow silence(String id) {
        return new SilenceRow(topics.get("silences"), id);
    }

    /** The changes of one silence. */
    private record SilenceRow(ChangelogTopic topic, String id) {
        private static final List<Column> COLUMNS = List.of(Column.text("id"), Column.text("comment"));

        SilenceRow said(String comment) {
            topic.put(COLUMNS, Map.of("id", id, "comment", comment));
            return this;
        }

        SilenceRow removed() {
            topic.remove(id);
            return this;
        }
    }
}
