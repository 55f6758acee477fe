package dev.tocsin.sources.formats;

import static dev.tocsin.sources.TestSources.header;
import static dev.tocsin.sources.TestSources.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.sources.RecordTree.Fields;
import dev.tocsin.sources.RecordTree.Ignored;
import dev.tocsin.sources.SourceHeader;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final String UPDATE = """
            {"before":{"id":1,"paid":false},"after":{"id":1,"paid":true},"source":{"connector":"postgresql","snapshot":"false"},
             "op":"%s","ts_ms":1700000000000}
            """;

    /** Kafka Connect's own converter writes the record. */
    @ParameterizedTest(name = "with schema: {0}")
    @ValueSource(booleans = {true, false})
    void theSchemaOfKafkaConnectIsRemovedAndReadsDecimals(boolean withSchema) {
        var item = SchemaBuilder.struct().field("price", Decimal.schema(2)).build();
        var schema = SchemaBuilder.struct()
                .field("id", SchemaBuilder.INT64_SCHEMA)
                .field("items", SchemaBuilder.array(item).build())
                .field(
                        "by_name",
                        SchemaBuilder.map(SchemaBuilder.STRING_SCHEMA, Decimal.schema(-3))
                                .build())
                .build();
        var value = new Struct(schema)
                .put("id", 5L)
                .put("items", List.of(new Struct(item).put("price", new BigDecimal("-12.34"))))
                .put("by_name", Map.of("a", new BigDecimal("5E3")));
        var converter = new JsonConverter();
        converter.configure(
                Map.of("schemas.enable", withSchema, "decimal.format", withSchema ? "BASE64" : "NUMERIC"), false);
        var root = JsonRecords.read(converter.fromConnectData("t", schema, value));
        var content = open(Envelope.NONE, root.toString(), false);
        assertThat(content.path("id").asLong()).isEqualTo(5);
        assertThat(content.at("/items/0/price").asDouble()).isEqualTo(-12.34);
        assertThat(content.at("/by_name/a").asDouble()).isEqualTo(5000);
    }

    @Test
    void aNullPayloadIsATombstone() {
        assertIgnored("{\"schema\":null,\"payload\":null}", "a tombstone: its payload is null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "u", "d"})
    void changesOfRowsCount(String op) {
        assertThat(open(Envelope.DEBEZIUM, UPDATE.formatted(op), false)
                        .at("/after/id")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void rowsOfASnapshotCountOnlyIfAskedFor() {
        assertIgnored(UPDATE.formatted("r"), "a row of a snapshot; set snapshots: true to count them");
        assertThat(open(Envelope.DEBEZIUM, UPDATE.formatted("r"), true)
                        .path("op")
                        .asText())
                .isEqualTo("r");
        assertIgnored("{\"id\":1,\"__op\":\"r\"}", "a row of a snapshot; set snapshots: true to count them");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"op":"t","source":{},"ts_ms":1}                       | a truncated table
            {"op":"m","source":{},"message":{"prefix":"x"}}        | a message of the database's log
            {"source":{},"databaseName":"d","ddl":"CREATE TABLE x"} | a change of the schema of the database
            """)
    void otherEventsDoNotCount(String event, String reason) {
        assertIgnored(event, reason);
    }

    @Test
    void aFlattenedEventIsTheRow() {
        assertThat(open(Envelope.DEBEZIUM, "{\"id\":1,\"__op\":\"u\",\"__deleted\":\"false\"}", false)
                        .path("id")
                        .asInt())
                .isEqualTo(1);
        assertThat(open(Envelope.DEBEZIUM, "{\"id\":1,\"op\":\"a column\"}", false)
                        .path("id")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void documentsOfMongoDbAreRead() {
        var event = "{\"op\":\"c\",\"source\":{},\"before\":null,\"after\":\"{\\\"total\\\": 5}\"}";
        assertThat(open(Envelope.DEBEZIUM, event, false).at("/after/total").asInt())
                .isEqualTo(5);
    }

    @Test
    void aCloudEventHasTheSamePathsInBothModes() {
        var structured = """
                {"specversion":"1.0","id":"1","type":"order.paid","source":"/shop","data":{"total":5}}
                """;
        var inHeaders = open(
                Envelope.CLOUDEVENTS,
                "{\"total\":5}",
                false,
                header("ce_specversion", "1.0"),
                header("ce_id", "1"),
                header("ce_type", "order.paid"),
                header("ce_source", "/shop"),
                header("other", "x"));
        assertThat(inHeaders).isEqualTo(open(Envelope.CLOUDEVENTS, structured, false));
        var base64 = """
                {"specversion":"1.0","id":"1","type":"order.paid","source":"/shop","data_base64":"eyJ0b3RhbCI6NX0="}
                """;
        assertThat(open(Envelope.CLOUDEVENTS, base64, false)).isEqualTo(inHeaders);
    }

    @Test
    void otherRecordsAreNoCloudEvents() {
        assertThatThrownBy(() -> open(Envelope.CLOUDEVENTS, "{\"total\":5}", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it has neither headers such as ce_id nor a field specversion");
        assertThatThrownBy(() -> open(
                        Envelope.CLOUDEVENTS,
                        "[]",
                        false,
                        header("content-type", "application/cloudevents-batch+json; charset=UTF-8")))
                .hasMessageContaining("one event per record");
        assertThatThrownBy(() -> open(Envelope.CLOUDEVENTS, "{\"specversion\":\"1.0\",\"data_base64\":\"!\"}", false))
                .hasMessageContaining("data_base64");
    }

    @Test
    void envelopesHaveNames() {
        assertThat(Envelope.of("debezium")).contains(Envelope.DEBEZIUM);
        assertThat(Envelope.of("DEBEZIUM")).isEmpty();
    }

    private static void assertIgnored(String event, String reason) {
        assertThat(Envelope.DEBEZIUM.open(
                        record(event), JsonRecords.read(record(event).value()), false))
                .isEqualTo(new Ignored(reason));
    }

    private static JsonNode open(Envelope envelope, String json, boolean snapshots, SourceHeader... headers) {
        var record = record(json, headers);
        return ((Fields) envelope.open(record, JsonRecords.read(record.value()), snapshots)).root();
    }
}
