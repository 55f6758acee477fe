package dev.tocsin.sources.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;

/**
 * Values of Kafka Connect's JsonConverter with {@code schemas.enable=true}. The schema is used to read decimals, which are bytes
 * in base64.
 */
final class ConnectJson {
    private static final String DECIMAL = "org.apache.kafka.connect.data.Decimal";
    private static final String VARIABLE_DECIMAL = "io.debezium.data.VariableScaleDecimal";
    private static final int MAX_SCALE = 1_000;
    private static final int MAX_DIGITS = 1_000;

    private ConnectJson() {}

    /** The payload without the schema; the value itself if it has no schema. */
    static JsonNode payload(JsonNode root) {
        if (!root.isObject() || root.size() != 2 || !root.has("schema") || !root.has("payload")) {
            return root;
        }
        return converted(root.get("payload"), root.get("schema"));
    }

    private static JsonNode converted(JsonNode value, JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "struct" -> struct(value, schema);
            case "array" -> array(value, schema.path("items"));
            case "map" -> map(value, schema.path("values"));
            case "bytes" ->
                isNamed(schema, DECIMAL)
                        ? decimal(value, schema.path("parameters").path("scale").asInt(MAX_SCALE + 1))
                        : value;
            default -> value;
        };
    }

    private static JsonNode struct(JsonNode value, JsonNode schema) {
        if (!(value instanceof ObjectNode struct)) {
            return value;
        }
        if (isNamed(schema, VARIABLE_DECIMAL)) {
            return decimal(value.path("value"), value.path("scale").asInt(MAX_SCALE + 1));
        }
        for (var field : schema.path("fields")) {
            var name = field.path("field").asText();
            var old = struct.get(name);
            if (old != null) {
                struct.set(name, converted(old, field));
            }
        }
        return struct;
    }

    private static JsonNode array(JsonNode value, JsonNode items) {
        if (value instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                array.set(i, converted(array.get(i), items));
            }
        }
        return value;
    }

    private static JsonNode map(JsonNode value, JsonNode values) {
        if (value instanceof ObjectNode map) {
            map.properties().forEach(entry -> entry.setValue(converted(entry.getValue(), values)));
        }
        return value;
    }

    /** The number of an unscaled value in base64; the value as it is if it is none. */
    private static JsonNode decimal(JsonNode value, int scale) {
        if (!value.isTextual()
                || Math.abs(scale) > MAX_SCALE
                || value.textValue().length() > MAX_DIGITS) {
            return value;
        }
        try {
            var unscaled = new BigInteger(Base64.getDecoder().decode(value.textValue()));
            return DecimalNode.valueOf(new BigDecimal(unscaled, scale));
        } catch (IllegalArgumentException notBase64) {
            return value;
        }
    }

    private static boolean isNamed(JsonNode schema, String name) {
        return schema.path("name").asText().equals(name);
    }
}
