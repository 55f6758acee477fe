package dev.tocsin.kafka.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * Decodes Avro records of any schema as trees of fields. A damaged record is refused without allocating what its lengths
 * promise. Immutable.
 *
 * <p>Unlike in Avro's JSON encoding, a union is the value alone. Decimals are numbers; other logical types are the
 * numbers and texts that they are stored as.
 */
public final class AvroFields {
    /** Items without bytes, such as nulls, are bounded by this number. */
    private static final int MAX_EMPTY_ITEMS = 10_000;

    private static final int MAX_DEPTH = 200;

    private final Schema schema;
    private final long fingerprint;

    private AvroFields(WriterSchema writer) {
        this.schema = writer.schema();
        this.fingerprint = writer.fingerprint();
    }

    public static AvroFields of(WriterSchema writer) {
        return new AvroFields(writer);
    }

    /** @throws IllegalArgumentException if the text is not an Avro schema */
    public static AvroFields parse(String schema) {
        try {
            return new AvroFields(WriterSchema.of(new Schema.Parser().parse(schema)));
        } catch (SchemaParseException e) {
            throw new IllegalArgumentException("is not an Avro schema: " + e.getMessage(), e);
        }
    }

    /** Whether bytes with a header were written with this schema. */
    public boolean isWriterOf(byte[] bytes) {
        return SingleObjectEncoding.fingerprint(bytes) == fingerprint;
    }

    /** The fields of a record that begins at a position and ends with the bytes; empty if it is damaged. */
    public Optional<JsonNode> decode(byte[] bytes, int from) {
        try {
            var input = new AvroInput();
            input.reset(bytes, from);
            var root = read(input, schema, 0);
            return input.isAtEnd() ? Optional.of(root) : Optional.empty();
        } catch (RuntimeException damaged) {
            return Optional.empty();
        }
    }

    private static JsonNode read(AvroInput input, Schema type, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("nested deeper than %d levels".formatted(MAX_DEPTH));
        }
        return switch (type.getType()) {
            case NULL -> NullNode.getInstance();
            case BOOLEAN -> BooleanNode.valueOf(input.readBoolean());
            case INT -> IntNode.valueOf(input.readInt());
            case LONG -> LongNode.valueOf(input.readLong());
            case FLOAT -> FloatNode.valueOf(input.readFloat());
            case DOUBLE -> DoubleNode.valueOf(input.readDouble());
            case STRING -> TextNode.valueOf(input.readString());
            case BYTES -> binary(type, input.readBytes());
            case FIXED -> binary(type, input.readFixed(type.getFixedSize()));
            case ENUM -> TextNode.valueOf(type.getEnumSymbols().get(input.readInt()));
            case UNION -> read(input, type.getTypes().get(input.readInt()), depth + 1);
            case ARRAY -> array(input, type.getElementType(), depth);
            case MAP -> map(input, type.getValueType(), depth);
            case RECORD -> record(input, type, depth);
        };
    }

    private static JsonNode record(AvroInput input, Schema type, int depth) {
        var object = JsonNodeFactory.instance.objectNode();
        for (var field : type.getFields()) {
            object.set(field.name(), read(input, field.schema(), depth + 1));
        }
        return object;
    }

    private static JsonNode array(AvroInput input, Schema items, int depth) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var count = blockCount(input); count != 0; count = blockCount(input)) {
            for (var i = 0L; i < count; i++) {
                requireFewEmpty(input, array.size());
                array.add(read(input, items, depth + 1));
            }
        }
        return array;
    }

    private static JsonNode map(AvroInput input, Schema values, int depth) {
        var object = JsonNodeFactory.instance.objectNode();
        for (var count = blockCount(input); count != 0; count = blockCount(input)) {
            for (var i = 0L; i < count; i++) {
                var name = input.readString();
                object.set(name, read(input, values, depth + 1));
            }
        }
        return object;
    }

    /** A negative count is followed by the number of bytes of the block. */
    private static long blockCount(AvroInput input) {
        var count = input.readLong();
        if (count < 0) {
            input.readLong();
        }
        return Math.abs(count);
    }

    private static void requireFewEmpty(AvroInput input, int items) {
        if (items > MAX_EMPTY_ITEMS && items > input.position()) {
            throw new IllegalArgumentException("more items than bytes");
        }
    }

    private static JsonNode binary(Schema type, byte[] bytes) {
        return type.getLogicalType() instanceof LogicalTypes.Decimal decimal && bytes.length > 0
                ? DecimalNode.valueOf(new BigDecimal(new BigInteger(bytes), decimal.getScale()))
                : BinaryNode.valueOf(bytes);
    }
}
