package dev.tocsin.sources.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * Fields of a message in OTLP's JSON. Integers of 64 bits can be texts. A list gives one field for each element, as in
 * protobuf. Unknown fields are skipped.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">JSON Protobuf Encoding</a>
 */
final class JsonFields implements MessageFields {
    /** Producers must write numbers, but older ones write the names. */
    private static final Map<String, Long> TEMPORALITIES = Map.of(
            "AGGREGATION_TEMPORALITY_UNSPECIFIED", 0L,
            "AGGREGATION_TEMPORALITY_DELTA", 1L,
            "AGGREGATION_TEMPORALITY_CUMULATIVE", 2L);

    private final MessageType type;
    private final Iterator<Map.Entry<String, JsonNode>> fields;
    private String name = "";
    private Iterator<JsonNode> elements = Collections.emptyIterator();
    private JsonNode value;

    private JsonFields(MessageType type, JsonNode message) {
        this.type = type;
        this.fields = message.properties().iterator();
    }

    static JsonFields of(MessageType type, JsonNode message) {
        if (!message.isObject()) {
            throw new IllegalArgumentException("there must be an object instead of " + shown(message));
        }
        return new JsonFields(type, message);
    }

    @Override
    public boolean hasNext() {
        while (!elements.hasNext() && fields.hasNext()) {
            var field = fields.next();
            name = field.getKey();
            if (field.getValue().isArray()) {
                elements = field.getValue().iterator();
            } else if (!field.getValue().isNull()) {
                elements = Collections.singleton(field.getValue()).iterator();
            }
        }
        return elements.hasNext();
    }

    @Override
    public int next() {
        if (!hasNext()) {
            throw new IllegalStateException("there are no more fields");
        }
        value = elements.next();
        return type.number(name);
    }

    @Override
    public void skip() {
        // next() moves on.
    }

    @Override
    public MessageFields message(MessageType messageType) {
        if (!value.isObject()) {
            throw wrongType("an object");
        }
        return new JsonFields(messageType, value);
    }

    @Override
    public String text() {
        if (!value.isTextual()) {
            throw wrongType("a text");
        }
        return value.textValue();
    }

    @Override
    public double number() {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        try {
            return Double.parseDouble(text());
        } catch (NumberFormatException e) {
            throw wrongType("a number");
        }
    }

    @Override
    public boolean flag() {
        if (!value.isBoolean()) {
            throw wrongType("true or false");
        }
        return value.booleanValue();
    }

    @Override
    public byte[] bytes() {
        try {
            return Base64.getDecoder().decode(text());
        } catch (IllegalArgumentException e) {
            throw wrongType("a text in base64");
        }
    }

    @Override
    public long integer() {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        var text = value.asText();
        var temporality = TEMPORALITIES.get(text);
        if (temporality != null) {
            return temporality;
        }
        try {
            return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw wrongType("an integer of 64 bits");
        }
    }

    @Override
    public int signed() {
        return Math.toIntExact(integer());
    }

    @Override
    public void forEachFixed64(LongConsumer one) {
        one.accept(integer());
    }

    @Override
    public void forEachVarint(LongConsumer one) {
        one.accept(integer());
    }

    @Override
    public void forEachNumber(DoubleConsumer one) {
        one.accept(number());
    }

    private IllegalArgumentException wrongType(String expected) {
        return new IllegalArgumentException("field %s must be %s, but is %s".formatted(name, expected, shown(value)));
    }

    private static String shown(JsonNode node) {
        return node.isContainerNode()
                ? "of type " + node.getNodeType()
                : node.toString().substring(0, Math.min(60, node.toString().length()));
    }
}
