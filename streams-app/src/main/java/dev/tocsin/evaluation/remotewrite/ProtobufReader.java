package dev.tocsin.evaluation.remotewrite;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * Reads a protobuf message field by field. Every method throws an {@link IllegalArgumentException} if the bytes do not
 * have the type of the field.
 */
public final class ProtobufReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final int MAX_SHIFT = 63;

    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;
    private int wireType;

    private ProtobufReader(byte[] bytes, int position, int end) {
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    public static ProtobufReader of(byte[] bytes) {
        return new ProtobufReader(bytes, 0, bytes.length);
    }

    /** The rest of the message, to read it a first time. */
    public ProtobufReader copy() {
        return new ProtobufReader(bytes, position, end);
    }

    public boolean hasNextField() {
        return position < end;
    }

    /** The index of the next byte in the request. */
    public int position() {
        return position;
    }

    /** Moves to the next field and returns its number. The field must be read or skipped afterwards. */
    public int nextField() {
        var tag = readRawVarint();
        wireType = (int) (tag & 7);
        var field = tag >>> 3;
        if (field < 1 || field > 536_870_911) {
            throw new IllegalArgumentException("invalid field number " + Long.toUnsignedString(field));
        }
        return (int) field;
    }

    public void skipField() {
        switch (wireType) {
            case VARINT -> readRawVarint();
            case FIXED64 -> advance(Long.BYTES);
            case LENGTH -> skipBytes();
            case FIXED32 -> advance(Integer.BYTES);
            default -> throw new IllegalArgumentException("unknown wire type " + wireType);
        }
    }

    public long readVarint() {
        requireWireType(VARINT);
        return readRawVarint();
    }

    /** Reads types {@code sint32} and {@code sint64}. */
    public long readSignedVarint() {
        return zigzag(readVarint());
    }

    /** Keeps the bits of a NaN. */
    public double readDouble() {
        requireWireType(FIXED64);
        return readRawDouble();
    }

    /** Whether the current field has eight bytes. */
    public boolean isFixed64() {
        return wireType == FIXED64;
    }

    /** Reads types {@code fixed64} and {@code sfixed64}. */
    public long readFixed64() {
        requireWireType(FIXED64);
        return readRawFixed64();
    }

    public String readString() {
        var length = readBytes();
        return text(bytes, position - length, position);
    }

    static String text(byte[] bytes, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a string is not UTF-8", e);
        }
    }

    /** Reads a message whose length is before it, in a sequence of such messages without fields. */
    public ProtobufReader readDelimited() {
        var length = skipBytes();
        return new ProtobufReader(bytes, position - length, position);
    }

    public ProtobufReader readMessage() {
        var length = readBytes();
        return new ProtobufReader(bytes, position - length, position);
    }

    /** Moves to the end of a string, or of another field of bytes. @return the number of its bytes */
    public int readBytes() {
        requireWireType(LENGTH);
        return skipBytes();
    }

    /** Reads a field of type {@code bytes}. */
    public byte[] readByteArray() {
        var length = readBytes();
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** Reads a repeated field, packed or not. */
    public void forEachSignedVarint(LongConsumer one) {
        if (wireType != LENGTH) {
            one.accept(readSignedVarint());
            return;
        }
        for (var packed = readMessage(); packed.hasNextField(); ) {
            one.accept(zigzag(packed.readRawVarint()));
        }
    }

    /** Reads a repeated field, packed or not. */
    public void forEachVarint(LongConsumer one) {
        if (wireType != LENGTH) {
            one.accept(readVarint());
            return;
        }
        for (var packed = readMessage(); packed.hasNextField(); ) {
            one.accept(packed.readRawVarint());
        }
    }

    /** Reads a repeated field of type {@code fixed64}, packed or not. */
    public void forEachFixed64(LongConsumer one) {
        if (wireType != LENGTH) {
            one.accept(readFixed64());
            return;
        }
        for (var packed = readMessage(); packed.hasNextField(); ) {
            one.accept(packed.readRawFixed64());
        }
    }

    /** Reads a repeated field, packed or not. */
    public void forEachDouble(DoubleConsumer one) {
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
        advance(Double.BYTES);
        return (double) DOUBLES.get(bytes, position - Double.BYTES);
    }

    private long readRawFixed64() {
        advance(Long.BYTES);
        return (long) LONGS.get(bytes, position - Long.BYTES);
    }

    private long readRawVarint() {
        var value = 0L;
        for (var shift = 0; shift <= MAX_SHIFT; shift += 7) {
            advance(1);
            var part = bytes[position - 1];
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number has more than ten bytes");
    }

    private int skipBytes() {
        var length = readRawVarint();
        advance(length);
        return (int) length;
    }

    private void advance(long length) {
        if (length < 0 || length > end - position) {
            throw new IllegalArgumentException("the message ends in the middle of a field");
        }
        position += (int) length;
    }

    private static long zigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
