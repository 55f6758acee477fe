package dev.tocsin.kafka.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.archive.ArchiveColumn;
import dev.tocsin.archive.ArchiveRow;
import dev.tocsin.archive.ArchiveTable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads the rows with Kafka Connect's JsonConverter. */
class RowJsonTest {
    private static final Instant T = Instant.parse("2026-01-31T12:00:00.123Z");

    @ParameterizedTest
    @EnumSource
    void connectReadsEveryColumnOfARow(ArchiveTable table) {
        var row = filled(table);
        var read = value(new RowJson(table).value(row));
        for (var column : table.columns()) {
            assertThat(read.get(column.name())).as(column.name()).isEqualTo(expected(column));
        }
        assertThat(read.schema().name()).isEqualTo("dev.tocsin.archive." + table.tableName() + ".Row");
    }

    @ParameterizedTest
    @EnumSource
    void connectReadsEmptyColumnsAsNull(ArchiveTable table) {
        var read = value(new RowJson(table).value(new ArchiveRow(table, Map.of("id", "x"))));
        table.columns().stream()
                .filter(column -> !column.name().equals("id"))
                .forEach(column -> assertThat(read.get(column.name())).isNull());
        assertThat(read.get("id")).isEqualTo("x");
    }

    @ParameterizedTest
    @EnumSource
    void writtenRowIsReadBack(ArchiveTable table) {
        var json = new RowJson(table);
        assertThat(json.row(json.value(filled(table)))).isEqualTo(filled(table));
    }

    @Test
    void theKeyIsAStructWithTheId() {
        var read = converter(true)
                .toConnectData("topic", new RowJson(ArchiveTable.SILENCES).key("{}:{a=\"b\"}/ü"))
                .value();
        assertThat(((Struct) read).get("id")).isEqualTo("{}:{a=\"b\"}/ü");
        assertThat(((Struct) read).schema().fields()).hasSize(1);
    }

    @Test
    void keysSortLikeTheirIds() {
        var json = new RowJson(ArchiveTable.ALERT_HISTORY);
        var ids = new String[] {"2026-01-31T12:00:00.123Z a", "2026-01-31T12:00:00.124Z a", "2026-02-01T00:00:00.000Z"};
        for (var i = 1; i < ids.length; i++) {
            assertThat(Arrays.compareUnsigned(json.key(ids[i - 1]), json.key(ids[i])))
                    .isNegative();
        }
    }

    @Test
    void timesAndJsonHaveSemanticTypes() {
        var schema = value(new RowJson(ArchiveTable.SILENCES).value(filled(ArchiveTable.SILENCES)))
                .schema();
        assertThat(schema.field("starts_at").schema().name()).isEqualTo(Timestamp.LOGICAL_NAME);
        assertThat(schema.field("matchers").schema().name()).isEqualTo("io.debezium.data.Json");
        assertThat(schema.field("matchers").schema().type()).isEqualTo(Schema.Type.STRING);
        assertThat(schema.field("id").schema().isOptional()).isFalse();
    }

    @Test
    void aRowOfAnEarlierVersionWithFewerColumnsIsRead() {
        var json = new RowJson(ArchiveTable.SILENCES);
        var row = json.row("{\"schema\":{},\"payload\":{\"id\":\"s\",\"gone\":1,\"comment\":null}}"
                .getBytes(StandardCharsets.UTF_8));
        assertThat(row).isEqualTo(new ArchiveRow(ArchiveTable.SILENCES, Map.of("id", "s")));
        assertThatThrownBy(() -> json.row(new byte[] {1, 2})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> json.row("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ArchiveRow filled(ArchiveTable table) {
        var values = new LinkedHashMap<String, Object>();
        table.columns().forEach(column -> values.put(column.name(), example(column)));
        return new ArchiveRow(table, values);
    }

    private static Object example(ArchiveColumn column) {
        return switch (column.type()) {
            case TEXT -> "a \"text\"\n of ü";
            case JSON -> "{\"a\":\"b\"}";
            case INTEGER -> 7;
            case LONG -> 7_000_000_000L;
            case DOUBLE -> 7.5;
            case BOOLEAN -> true;
            case TIME -> T;
        };
    }

    private static Object expected(ArchiveColumn column) {
        return column.type() == ArchiveColumn.Type.TIME ? Date.from(T) : example(column);
    }

    private static Struct value(byte[] bytes) {
        return (Struct) converter(false).toConnectData("topic", bytes).value();
    }

    private static JsonConverter converter(boolean isKey) {
        var converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", "true"), isKey);
        return converter;
    }
}
