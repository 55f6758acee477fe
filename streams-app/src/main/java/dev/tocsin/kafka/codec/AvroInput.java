package dev.tocsin.kafka.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads Avro's binary encoding from an array. Every method throws {@link Malformed} if the bytes do not have the type, or
 * have a form that no writer of Tocsin uses. Allocates nothing but the values that it returns.
 */
final class AvroInput {
    private static final VarHandle FLOATS =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MAX_LONG_SHIFT = 63;
    private static final int MAX_INT_BYTES = 5;

    private byte[] bytes = new byte[0];
    private int position;

    /** The bytes cannot be read. Without a stack trace, because the reader then tries another way. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;
        private static final Malformed INSTANCE = new Malformed();

        private Malformed() {
            super("malformed", null, false, false);
        }
    }

    void reset(byte[] next, int from) {
        bytes = next;
        position = from;
    }

    int position() {
        return position;
    }

    boolean isAtEnd() {
        return position == bytes.length;
    }

    long readLong() {
        var value = 0L;
        for (var shift = 0; shift <= MAX_LONG_SHIFT; shift += 7) {
            var part = readByte();
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw Malformed.INSTANCE;
    }

    int readInt() {
        var from = position;
        var value = readLong();
        if (value != (int) value || position - from > MAX_INT_BYTES) {
            throw Malformed.INSTANCE;
        }
        return (int) value;
    }

    double readDouble() {
        skip(Double.BYTES);
        return (double) DOUBLES.get(bytes, position - Double.BYTES);
    }

    float readFloat() {
        skip(Float.BYTES);
        return (float) FLOATS.get(bytes, position - Float.BYTES);
    }

    boolean readBoolean() {
        var value = readByte();
        if (value != 0 && value != 1) {
            throw Malformed.INSTANCE;
        }
        return value == 1;
    }

    byte[] readBytes() {
        return readFixed(readLength());
    }

    byte[] readFixed(int length) {
        skip(length);
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    String readString() {
        var length = readLength();
        skip(length);
        return new String(bytes, position - length, length, StandardCharsets.UTF_8);
    }

    void skipString() {
        skip(readLength());
    }

    /**
     * Reads the number of items in the next block of an array or map; 0 ends the collection. A number that the rest of the
     * bytes cannot hold is malformed.
     *
     * @param itemBytes the least number of bytes of an item
     */
    int readBlockCount(int itemBytes) {
        var count = readLong();
        if (count < 0 || count > (bytes.length - position) / itemBytes) {
            throw Malformed.INSTANCE;
        }
        return (int) count;
    }

    /** Reads the end of a collection after its only block. @param count of that block */
    void requireLastBlock(int count) {
        if (count > 0 && readLong() != 0) {
            throw Malformed.INSTANCE;
        }
    }

    private int readLength() {
        var length = readLong();
        if (length < 0 || length > bytes.length - position) {
            throw Malformed.INSTANCE;
        }
        return (int) length;
    }

    private byte readByte() {
        if (position == bytes.length) {
            throw Malformed.INSTANCE;
        }
        return bytes[position++];
    }

    private void skip(int length) {
        if (length > bytes.length - position) {
            throw Malformed.INSTANCE;
        }
        position += length;
    }
}
