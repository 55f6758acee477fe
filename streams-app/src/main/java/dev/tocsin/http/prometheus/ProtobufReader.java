package dev.tocsin.http.prometheus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * Reads a protobuf message field by field. Every method throws an {@link IllegalArgumentException} if the bytes do not
 * have the type of the field.
 */
final class ProtobufReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final int MAX_SHIFT = 63;

    private final ByteBuffer bytes;
    private int wireType;

    private ProtobufReader(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    static ProtobufReader of(byte[] bytes) {
        return new ProtobufReader(ByteBuffer.wrap(bytes));
    }

    boolean hasNextField() {
        return bytes.hasRemaining();
    }

    /** Moves to the next field and returns its number. The field must be read or skipped afterwards. */
    int nextField() {
        var tag = readRawVarint();
        wireType = (int) (tag & 7);
        var field = tag >>> 3;
        if (field < 1 || field > 536_870_911) {
            throw new IllegalArgumentException("invalid field number " + Long.toUnsignedString(field));
        }
        return (int) field;
    }

    void skipField() {
        switch (wireType) {
            case VARINT -> readRawVarint();
            case FIXED64 -> advance(Long.BYTES);
            case LENGTH -> readSlice();
            case FIXED32 -> advance(Integer.BYTES);
            default -> throw new IllegalArgumentException("unknown wire type " + wireType);
        }
    }

    long readVarint() {
        requireWireType(VARINT);
        return readRawVarint();
    }

    /** Reads types {@code sint32} and {@code sint64}. */
    long readSignedVarint() {
        return zigzag(readVarint());
    }

    /** Keeps the bits of a NaN. */
    double readDouble() {
        requireWireType(FIXED64);
        return readRawDouble();
    }

    String readString() {
        requireWireType(LENGTH);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(readSlice()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a string is not UTF-8", e);
        }
    }

    ProtobufReader readMessage() {
        requireWireType(LENGTH);
        return new ProtobufReader(readSlice());
    }

    /** Reads a repeated field, packed or not. */
    void forEachSignedVarint(LongConsumer one) {
        if (wireType != LENGTH) {
            one.accept(readSignedVarint());
            return;
        }
        for (var packed = readMessage(); packed.hasNextField(); ) {
            one.accept(zigzag(packed.readRawVarint()));
        }
    }

    /** Reads a repeated field, packed or not. */
    void forEachDouble(DoubleConsumer one) {
        if (wireType != LENGTH) {
            one.accept(readDouble());
            return;
        }
        for (var packed = readMessage(); packed.hasNextField(); ) {
            one.accept(packed.readRawDouble());
        }
    }

    private void requireWireType(int expected) {
        if (wireType != expected) {
            throw new IllegalArgumentException(
                    "a field has wire type %d, but must have wire type %d".formatted(wireType, expected));
        }
    }

    private double readRawDouble() {
        advance(Long.BYTES);
        return bytes.getDouble(bytes.position() - Long.BYTES);
    }

    private long readRawVarint() {
        var value = 0L;
        for (var shift = 0; shift <= MAX_SHIFT; shift += 7) {
            advance(1);
            var part = bytes.get(bytes.position() - 1);
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number has more than ten bytes");
    }

    private ByteBuffer readSlice() {
        var length = readRawVarint();
        var from = bytes.position();
        advance(length);
        return bytes.slice(from, (int) length);
    }

    private void advance(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException("the message ends in the middle of a field");
        }
        bytes.position(bytes.position() + (int) length);
    }

    private static long zigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
