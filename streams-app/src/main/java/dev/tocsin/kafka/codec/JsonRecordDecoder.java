package dev.tocsin.kafka.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.apache.avro.Schema;

/** Decodes records from plain JSON. A missing field has its default, an unknown one is an error. Reports all problems. */
final class JsonRecordDecoder<R> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Class<R> type;
    private final Schema schema;

    JsonRecordDecoder(Class<R> type, Schema schema) {
        this.type = type;
        this.schema = schema;
    }

    Decoded<R> decode(byte[] bytes) {
        JsonNode tree;
        try {
            tree = JSON.readTree(bytes);
        } catch (JsonProcessingException notJson) {
            return new Decoded.Invalid<>("is neither Avro nor JSON: " + notJson.getOriginalMessage());
        } catch (IOException notText) {
            return new Decoded.Invalid<>("is neither Avro nor JSON: " + notText.getMessage());
        }
        var reading = new JsonRecordReader();
        var value = reading.read(tree, schema, "");
        return reading.problems().isEmpty()
                ? new Decoded.Valid<>(type.cast(value))
                : new Decoded.Invalid<>(
                        "is not a valid %s: %s".formatted(schema.getName(), String.join("; ", reading.problems())));
    }
}
