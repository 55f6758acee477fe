package dev.tocsin.sources.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tocsin.limits.Limit;
import dev.tocsin.notation.GoFloat;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads records in JSON within the limits of records, and single values in them. NaN and Infinity count as numbers. */
public final class JsonRecords {
    private static final int SHOWN = 60;
    private static final Pattern JACKSON_OBJECTS =
            Pattern.compile(" \\((?:for|start marker|through|bound as) .*| for `ObjectNode`.*|, from `[^`]*`");
    private static final JsonMapper MAPPER = JsonMapper.builder(factory())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonRecords() {}

    /** Parsers with the limits of records: nesting, and the number of values. */
    private static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Limit.SOURCE_RECORD_DEPTH.intValue())
                        .maxTokenCount(Limit.SOURCE_RECORD_TOKENS.value())
                        .build())
                .build();
    }

    /** @throws IllegalArgumentException if the bytes are no JSON, or JSON in which a name occurs twice */
    public static JsonNode read(byte[] value) {
        try {
            var node = MAPPER.readTree(value);
            if (node.isMissingNode()) {
                throw new IllegalArgumentException("it is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            var place = e.getLocation() == null
                    ? ""
                    : " at line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw new IllegalArgumentException("it is not JSON%s: %s".formatted(place, reason(e)), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not JSON: it is not UTF-8", e);
        }
    }

    /** The first sentence, without the description of Jackson's objects. */
    private static String reason(JsonProcessingException e) {
        var message = e.getOriginalMessage();
        return JACKSON_OBJECTS.matcher(message.lines().findFirst().orElse("")).replaceAll("");
    }

    /** The number of a field that is a number, or a text with a number. @throws IllegalArgumentException if it is neither */
    static double number(JsonNode object, String field) {
        return numberOf(object.path(field), field);
    }

    static double numberOf(JsonNode value, String field) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        try {
            if (value.isTextual()) {
                return GoFloat.parse(value.textValue());
            }
        } catch (NumberFormatException notNumber) {
            // The message below has the text.
        }
        throw wrong(value, field, "a number");
    }

    /** @throws IllegalArgumentException if the field is absent or no text */
    static String text(JsonNode object, String field) {
        var value = object.path(field);
        if (!value.isTextual()) {
            throw wrong(value, field, "a text");
        }
        return value.textValue();
    }

    /** The milliseconds since 1970 of a time in RFC 3339. @throws IllegalArgumentException if it is none */
    static long time(JsonNode object, String field) {
        try {
            return OffsetDateTime.parse(text(object, field)).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw wrong(object.path(field), field, "a time such as 2026-01-31T08:00:00Z");
        }
    }

    static IllegalArgumentException wrong(JsonNode value, String field, String expected) {
        if (value.isMissingNode()) {
            return new IllegalArgumentException("field '%s' is missing; it must be %s".formatted(field, expected));
        }
        var text = value.isContainerNode()
                ? "an " + value.getNodeType().name().toLowerCase(Locale.ROOT)
                : value.toString();
        return new IllegalArgumentException("field '%s' is %s, but must be %s"
                .formatted(field, text.substring(0, Math.min(SHOWN, text.length())), expected));
    }
}
