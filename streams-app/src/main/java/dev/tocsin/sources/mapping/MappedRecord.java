package dev.tocsin.sources.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.formats.JsonRecords;
import java.nio.charset.StandardCharsets;

/** A record with the fields of its value. The key and the headers are decoded when a path first asks for them. */
final class MappedRecord {
    private final SourceRecord record;
    private final JsonNode value;
    private JsonNode key;
    private JsonNode headers;

    MappedRecord(SourceRecord record, JsonNode value) {
        this.record = record;
        this.value = value;
    }

    SourceRecord record() {
        return record;
    }

    JsonNode root(FieldRoot root) {
        return switch (root) {
            case VALUE -> value;
            case KEY -> key();
            case HEADERS -> headers();
            case TOPIC -> new TextNode(record.topic());
            case PARTITION -> new IntNode(record.partition());
            case OFFSET -> new LongNode(record.offset());
            case TIMESTAMP -> new LongNode(record.timeMs());
        };
    }

    private JsonNode key() {
        if (key == null) {
            key = record.key() == null ? MissingNode.getInstance() : jsonOrText(record.key());
        }
        return key;
    }

    private JsonNode headers() {
        if (headers == null) {
            var object = JsonNodeFactory.instance.objectNode();
            record.headers().forEach(header -> object.put(header.key(), header.text()));
            headers = object;
        }
        return headers;
    }

    /** A key that is no JSON object or array is a text, also if it consists of digits. */
    private static JsonNode jsonOrText(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                return JsonRecords.read(bytes);
            } catch (IllegalArgumentException none) {
                return new TextNode(text);
            }
        }
        return new TextNode(text);
    }
}
