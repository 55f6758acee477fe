package dev.tocsin.kafka.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.archive.ArchiveColumn;
import dev.tocsin.archive.ArchiveRow;
import dev.tocsin.archive.ArchiveTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;

/**
 * Rows of one table and their keys in the format of Kafka Connect's JsonConverter:
 * {@code {"schema": ..., "payload": ...}}. The bytes of keys sort like the ids if these are ASCII.
 */
public final class RowJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonFactory GENERATORS = new JsonFactory();
    private static final String PAYLOAD = "payload";

    private final ArchiveTable table;
    private final byte[] keyPrefix;
    private final byte[] valuePrefix;

    public RowJson(ArchiveTable table) {
        this.table = table;
        this.keyPrefix = prefix(ConnectSchema.ofKey(table));
        this.valuePrefix = prefix(ConnectSchema.ofRow(table));
    }

    public byte[] key(String id) {
        return serialize(keyPrefix, payload -> payload.writeStringField(ArchiveTable.ID, id));
    }

    public byte[] value(ArchiveRow row) {
        return serialize(valuePrefix, payload -> {
            for (var column : table.columns()) {
                var value = row.values().get(column.name());
                payload.writePOJOField(column.name(), value instanceof Instant time ? time.toEpochMilli() : value);
            }
        });
    }

    /** @throws IllegalArgumentException if the bytes are not a row of this table */
    ArchiveRow row(byte[] value) {
        var payload = payload(value);
        var values = new LinkedHashMap<String, Object>();
        for (var column : table.columns()) {
            var field = payload.path(column.name());
            if (!field.isMissingNode() && !field.isNull()) {
                values.put(column.name(), read(column, field));
            }
        }
        return new ArchiveRow(table, values);
    }

    private interface FieldWriter {
        void writeTo(JsonGenerator payload) throws IOException;
    }

    private static byte[] prefix(ConnectSchema schema) {
        try {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes("{\"schema\":".getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(JSON.writeValueAsBytes(schema));
            bytes.writeBytes((",\"" + PAYLOAD + "\":").getBytes(StandardCharsets.US_ASCII));
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] serialize(byte[] head, FieldWriter fields) {
        var bytes = new ByteArrayOutputStream(head.length + 512);
        bytes.writeBytes(head);
        try (var payload = GENERATORS.createGenerator(bytes)) {
            payload.writeStartObject();
            fields.writeTo(payload);
            payload.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        bytes.write('}');
        return bytes.toByteArray();
    }

    private static Object read(ArchiveColumn column, JsonNode field) {
        return switch (column.type()) {
            case TEXT, JSON -> field.asText();
            case INTEGER -> field.asInt();
            case LONG -> field.asLong();
            case DOUBLE -> field.asDouble();
            case BOOLEAN -> field.asBoolean();
            case TIME -> Instant.ofEpochMilli(field.asLong());
        };
    }

    // Skips parsing the schema if it is the present one: it is as long as the row.
    private JsonNode payload(byte[] bytes) {
        var head = valuePrefix.length;
        try {
            return bytes.length > head && Arrays.equals(bytes, 0, head, valuePrefix, 0, head)
                    ? JSON.readTree(bytes, head, bytes.length - head - 1)
                    : JSON.readTree(bytes).path(PAYLOAD);
        } catch (IOException e) {
            throw new IllegalArgumentException("is not a row: " + e.getMessage(), e);
        }
    }
}
