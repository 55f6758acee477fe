package dev.tocsin.local.sql;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A table's changelog as the archive writes it: a compacted topic of rows as Connect's JSON with schema. */
final class ChangelogTopic implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final KafkaProducer<byte[], byte[]> producer;

    /** A column and its Connect type. */
    record Column(String name, String type, Optional<String> logicalType) {
        static Column text(String name) {
            return new Column(name, "string", Optional.empty());
        }

        /** The column for a database column. */
        static Column of(String name, String databaseType) {
            return switch (databaseType) {
                case "text", "jsonb" -> text(name);
                case "timestamp with time zone" ->
                    new Column(name, "int64", Optional.of("org.apache.kafka.connect.data.Timestamp"));
                case "integer" -> new Column(name, "int32", Optional.empty());
                case "bigint" -> new Column(name, "int64", Optional.empty());
                case "double precision" -> new Column(name, "double", Optional.empty());
                case "boolean" -> new Column(name, "boolean", Optional.empty());
                default -> throw new IllegalArgumentException("a column of type " + databaseType);
            };
        }
    }

    ChangelogTopic(String broker, String prefix, String table) throws Exception {
        this.name = prefix + "archive-" + table + "-changelog";
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            var topic = new NewTopic(name, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(topic)).all().get();
        }
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Writes a row without waiting for the broker. */
    void put(List<Column> columns, Map<String, Object> row) {
        send((String) row.get("id"), withSchema(columns, row));
    }

    /** Writes a tombstone. */
    void remove(String id) {
        send(id, null);
    }

    /** Waits until all records are stored. */
    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }

    /** Writes an arbitrary record; a tombstone if the value is null. */
    void send(byte[] key, byte[] value) {
        producer.send(new ProducerRecord<>(name, key, value));
    }

    private void send(String id, ObjectNode value) {
        var schema = schema();
        field(schema, "string").put("field", "id").put("optional", false);
        var key = JSON.createObjectNode();
        key.set("schema", schema);
        key.putObject("payload").put("id", id);
        send(bytes(key), value == null ? null : bytes(value));
    }

    private static ObjectNode withSchema(List<Column> columns, Map<String, Object> row) {
        var schema = schema();
        for (var column : columns) {
            var field = field(schema, column.type());
            column.logicalType().ifPresent(logical -> field.put("name", logical).put("version", 1));
            field.put("field", column.name()).put("optional", !column.name().equals("id"));
        }
        var value = JSON.createObjectNode();
        value.set("schema", schema);
        var payload = value.putObject("payload");
        columns.forEach(column -> payload.set(column.name(), JSON.valueToTree(row.get(column.name()))));
        return value;
    }

    private static ObjectNode schema() {
        var schema = JSON.createObjectNode().put("type", "struct").put("optional", false);
        schema.putArray("fields");
        return schema;
    }

    private static ObjectNode field(ObjectNode schema, String type) {
        return schema.withArray("fields").addObject().put("type", type);
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
