package dev.tocsin.kafka.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tocsin.notation.GoFloat;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads a record from plain JSON. A missing field has its default, an unknown one is an error. Each problem is collected
 * with its place.
 */
final class JsonRecordReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Bounds the error text: a record of many small mistakes must not give a text larger than itself. */
    private static final int MAX_PROBLEMS = 50;

    private static final int MAX_VALUE_LENGTH = 60;

    private final List<String> problems = new ArrayList<>();
    private int problemCount;

    private JsonRecordReader() {}

    static Decoded<Object> decode(byte[] bytes, Schema schema) {
        JsonNode tree;
        try {
            tree = JSON.readTree(bytes);
        } catch (JsonProcessingException notJson) {
            return new Decoded.Invalid<>("is neither Avro nor JSON: " + notJson.getOriginalMessage());
        } catch (IOException notText) {
            return new Decoded.Invalid<>("is neither Avro nor JSON: " + notText.getMessage());
        }
        var reader = new JsonRecordReader();
        var value = reader.read(tree, schema, "");
        return reader.problems.isEmpty()
                ? new Decoded.Valid<>(value)
                : new Decoded.Invalid<>(
                        "is not a valid %s: %s".formatted(schema.getName(), String.join("; ", reader.problems())));
    }

    /** The first 50 problems, and the number of the others. */
    private List<String> problems() {
        var shown = new ArrayList<>(problems);
        if (problemCount > problems.size()) {
            shown.add("and %d more".formatted(problemCount - problems.size()));
        }
        return shown;
    }

    private void problem(String text, Object... shown) {
        if (++problemCount <= MAX_PROBLEMS) {
            problems.add(text.formatted(shown));
        }
    }

    /** The value at a place; an arbitrary one if there is a problem. */
    private Object read(JsonNode node, Schema schema, String place) {
        return switch (schema.getType()) {
            case RECORD -> record(node, schema, place);
            case ARRAY -> array(node, schema, place);
            case MAP -> map(node, schema, place);
            case ENUM -> symbol(node, schema, place);
            case STRING -> node.isTextual() ? node.textValue() : typeMismatch(node, place, "a string");
            case BOOLEAN -> node.isBoolean() ? node.booleanValue() : typeMismatch(node, place, "true or false");
            case INT ->
                node.canConvertToInt() && node.isIntegralNumber()
                        ? node.intValue()
                        : typeMismatch(node, place, "a whole number");
            case LONG -> isInstant(schema) ? instant(node, place) : integer(node, place);
            case DOUBLE -> number(node, place);
            default -> throw new IllegalStateException("no record has a field of type " + schema.getType());
        };
    }

    private Object record(JsonNode node, Schema schema, String place) {
        if (!node.isObject()) {
            return typeMismatch(node, place, "an object");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (schema.getField(name) == null) {
                problem("unknown field '%s'", childPath(place, abbreviated(name)));
            }
        });
        var before = problemCount;
        var values = schema.getFields().stream()
                .map(field -> field(node, field, childPath(place, field.name())))
                .toList();
        return problemCount > before ? null : toRecord(schema, values);
    }

    private Object field(JsonNode node, Schema.Field field, String place) {
        var value = node.get(field.name());
        if (value != null) {
            return read(value, field.schema(), place);
        }
        if (field.hasDefaultValue()) {
            return read(JSON.valueToTree(field.defaultVal()), field.schema(), place);
        }
        problem("field '%s' is missing", place);
        return "";
    }

    private static SpecificRecord toRecord(Schema schema, List<Object> values) {
        var made = (SpecificRecord) SingleObjectEncoding.MODEL.newRecord(null, schema);
        for (var i = 0; i < values.size(); i++) {
            made.put(i, values.get(i));
        }
        return made;
    }

    private Object array(JsonNode node, Schema schema, String place) {
        if (!node.isArray()) {
            return typeMismatch(node, place, "a list");
        }
        var values = new ArrayList<>(node.size());
        for (var i = 0; i < node.size(); i++) {
            values.add(read(node.get(i), schema.getElementType(), "%s[%d]".formatted(place, i)));
        }
        return values;
    }

    private Object map(JsonNode node, Schema schema, String place) {
        if (!node.isObject()) {
            return typeMismatch(node, place, "an object");
        }
        var values = new LinkedHashMap<String, Object>();
        node.properties()
                .forEach(entry -> values.put(
                        entry.getKey(),
                        read(entry.getValue(), schema.getValueType(), childPath(place, abbreviated(entry.getKey())))));
        return values;
    }

    private Object symbol(JsonNode node, Schema schema, String place) {
        return node.isTextual() && schema.hasEnumSymbol(node.textValue())
                ? SingleObjectEncoding.MODEL.createEnum(node.textValue(), schema)
                : typeMismatch(node, place, "one of " + String.join(", ", schema.getEnumSymbols()));
    }

    private Object integer(JsonNode node, String place) {
        return node.canConvertToLong() && node.isIntegralNumber()
                ? node.longValue()
                : typeMismatch(node, place, "a whole number");
    }

    private Object number(JsonNode node, String place) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        try {
            return GoFloat.parse(Objects.requireNonNullElse(node.textValue(), ""));
        } catch (NumberFormatException none) {
            return typeMismatch(node, place, "a number, or one of the texts NaN, +Inf, -Inf");
        }
    }

    private Object instant(JsonNode node, String place) {
        return time(node)
                .filter(RecordTime::isValid)
                .<Object>map(time -> time)
                .orElseGet(() -> typeMismatch(
                        node,
                        place,
                        "milliseconds since 1970, or a time such as 2026-01-31T12:00:00Z, in the years 1 to 9999"));
    }

    private static Optional<Instant> time(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Optional.of(Instant.ofEpochMilli(node.longValue()));
        }
        try {
            return Optional.of(OffsetDateTime.parse(Objects.requireNonNullElse(node.textValue(), ""))
                    .toInstant());
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private Object typeMismatch(JsonNode node, String place, String expected) {
        if (problemCount >= MAX_PROBLEMS) {
            problemCount++;
        } else {
            var where = place.isEmpty() ? "the record" : "'" + place + "'";
            problem("%s is %s, but must be %s", where, abbreviated(node.toString()), expected);
        }
        return null;
    }

    private static String abbreviated(String text) {
        return text.length() > MAX_VALUE_LENGTH ? text.substring(0, MAX_VALUE_LENGTH) + "..." : text;
    }

    private static boolean isInstant(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
    }

    private static String childPath(String place, String name) {
        return place.isEmpty() ? name : place + "." + name;
    }
}
