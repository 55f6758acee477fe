package dev.tocsin.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.archive.Column;
import dev.tocsin.archive.Row;
import dev.tocsin.archive.Table;
import dev.tocsin.kafka.archive.RowJson;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.cluster.Eventually;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The archive's own rows in the tables: the same columns, and what one writes is what the others hold. */
@WithDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveRowsTest {
    private static final String PREFIX = "rows.";
    private static final String NAME = "rows-under-test";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123Z");
    private static final Map<Column.Type, String> TYPES = Map.of(
            Column.Type.TEXT, "text",
            Column.Type.JSON, "jsonb",
            Column.Type.INTEGER, "integer",
            Column.Type.LONG, "bigint",
            Column.Type.DOUBLE, "double precision",
            Column.Type.BOOLEAN, "boolean",
            Column.Type.TIME, "timestamp with time zone");

    private final Map<Table, ArchiveTopic> topics = new EnumMap<>(Table.class);
    private SqlStack sql;

    @BeforeAll
    void start(Broker broker, SqlStack stack) throws Exception {
        sql = stack;
        for (var table : Table.values()) {
            topics.put(table, new ArchiveTopic(broker.address(), PREFIX, table.title()));
        }
        sql.sink(NAME, PREFIX);
    }

    @AfterAll
    void stop() throws Exception {
        topics.values().forEach(ArchiveTopic::close);
        sql.connect().delete(NAME);
        for (var table : Table.values()) {
            sql.run("TRUNCATE tocsin." + table.title());
        }
    }

    @Test
    void theTablesHaveTheColumnsOfTheArchive() throws Exception {
        for (var table : Table.values()) {
            var wanted = table.columns().stream().collect(Collectors.toMap(Column::name, it -> TYPES.get(it.type())));
            assertThat(columns(table)).as(table.title()).isEqualTo(wanted);
        }
    }

    @Test
    void whatTheArchiveWritesIsInTheTablesEntryByEntryUntilItIsTakenAway() throws Exception {
        for (var table : Table.values()) {
            var json = new RowJson(table);
            topics.get(table).send(json.key("full"), json.value(new Row(table, full(table))));
            topics.get(table).send(json.key("bare"), json.value(new Row(table, Map.of("id", "bare"))));
        }
        for (var table : Table.values()) {
            Eventually.until("all is in " + table.title(), () -> row(table, "full"), told(full(table))::equals);
            Eventually.until("also the bare row", () -> row(table, "bare"), Map.of("id", "bare")::equals);
            topics.get(table).send(new RowJson(table).key("full"), null);
        }
        for (var table : Table.values()) {
            Eventually.until(
                    "it is gone from " + table.title(), () -> row(table, "full").isEmpty());
        }
    }

    private Map<String, String> columns(Table table) throws Exception {
        return sql.columnTypes(table.title());
    }

    private static Map<String, Object> full(Table table) {
        var row = new LinkedHashMap<String, Object>();
        for (var column : table.columns()) {
            row.put(
                    column.name(),
                    switch (column.type()) {
                        case JSON -> "[{\"name\": \"team\"}]";
                        case TIME -> NOON;
                        case INTEGER -> 7;
                        case LONG -> 7_000_000_000L;
                        case DOUBLE -> 1.5;
                        case BOOLEAN -> true;
                        case TEXT -> "text of " + column.name();
                    });
        }
        row.put("id", "full");
        return row;
    }

    private static Map<String, String> told(Map<String, Object> row) {
        var told = new HashMap<String, String>();
        row.forEach((name, value) -> told.put(
                name, value.equals(NOON) ? "2026-01-31 12:00:00.123+00" : value.equals(true) ? "t" : value.toString()));
        return told;
    }

    /** What there is in a row, without what is empty. */
    private Map<String, String> row(Table table, String id) throws Exception {
        return sql.rows("SELECT * FROM tocsin.%s WHERE id = '%s'".formatted(table.title(), id)).stream()
                .flatMap(row -> row.entrySet().stream())
                .filter(column -> column.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
