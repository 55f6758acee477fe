package dev.tocsin.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.archive.ArchiveColumn;
import dev.tocsin.archive.ArchiveRow;
import dev.tocsin.archive.ArchiveTable;
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

/** The archive's rows and the database's tables have the same columns and contents. */
@WithDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveRowsTest {
    private static final String PREFIX = "rows.";
    private static final String NAME = "rows-under-test";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123Z");
    private static final Map<ArchiveColumn.Type, String> TYPES = Map.of(
            ArchiveColumn.Type.TEXT, "text",
            ArchiveColumn.Type.JSON, "jsonb",
            ArchiveColumn.Type.INTEGER, "integer",
            ArchiveColumn.Type.LONG, "bigint",
            ArchiveColumn.Type.DOUBLE, "double precision",
            ArchiveColumn.Type.BOOLEAN, "boolean",
            ArchiveColumn.Type.TIME, "timestamp with time zone");

    private final Map<ArchiveTable, ChangelogTopic> topics = new EnumMap<>(ArchiveTable.class);
    private SqlStack sql;

    @BeforeAll
    void start(Broker broker, SqlStack stack) throws Exception {
        sql = stack;
        for (var table : ArchiveTable.values()) {
            topics.put(table, new ChangelogTopic(broker.address(), PREFIX, table.tableName()));
        }
        sql.sink(NAME, PREFIX);
    }

    @AfterAll
    void stop() throws Exception {
        topics.values().forEach(ChangelogTopic::close);
        sql.connect().delete(NAME);
        for (var table : ArchiveTable.values()) {
            sql.execute("TRUNCATE tocsin." + table.tableName());
        }
    }

    @Test
    void tablesHaveTheColumnsOfTheArchive() throws Exception {
        for (var table : ArchiveTable.values()) {
            var wanted =
                    table.columns().stream().collect(Collectors.toMap(ArchiveColumn::name, it -> TYPES.get(it.type())));
            assertThat(columns(table)).as(table.tableName()).isEqualTo(wanted);
        }
    }

    @Test
    void archiveRowsAreInTheTablesUntilDeleted() throws Exception {
        for (var table : ArchiveTable.values()) {
            var json = new RowJson(table);
            topics.get(table).send(json.key("full"), json.value(new ArchiveRow(table, full(table))));
            topics.get(table).send(json.key("bare"), json.value(new ArchiveRow(table, Map.of("id", "bare"))));
        }
        for (var table : ArchiveTable.values()) {
            Eventually.until(
                    "the row is in " + table.tableName(), () -> row(table, "full"), asText(full(table))::equals);
            Eventually.until(
                    "the row with only an id is there", () -> row(table, "bare"), Map.of("id", "bare")::equals);
            topics.get(table).send(new RowJson(table).key("full"), null);
        }
        for (var table : ArchiveTable.values()) {
            Eventually.until(
                    "it is gone from " + table.tableName(),
                    () -> row(table, "full").isEmpty());
        }
    }

    private Map<String, String> columns(ArchiveTable table) throws Exception {
        return sql.columnTypes(table.tableName());
    }

    private static Map<String, Object> full(ArchiveTable table) {
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

    private static Map<String, String> asText(Map<String, Object> row) {
        var texts = new HashMap<String, String>();
        row.forEach((name, value) -> texts.put(
                name, value.equals(NOON) ? "2026-01-31 12:00:00.123+00" : value.equals(true) ? "t" : value.toString()));
        return texts;
    }

    /** The non-null columns of a row. */
    private Map<String, String> row(ArchiveTable table, String id) throws Exception {
        return sql.queryRows("SELECT * FROM tocsin.%s WHERE id = '%s'".formatted(table.tableName(), id)).stream()
                .flatMap(row -> row.entrySet().stream())
                .filter(column -> column.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
