package dev.tocsin.kafka.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes Avro's binary encoding to an array that grows. */
final class AvroOutput {
    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MAX_LONG_BYTES = 10;

    private byte[] bytes;
    private int size;

    AvroOutput(int capacity) {
        bytes = new byte[capacity];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void writeLong(long value) {
        ensure(MAX_LONG_BYTES);
        var rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void writeDouble(double value) {
        ensure(Double.BYTES);
        DOUBLES.set(bytes, size, value);
        size += Double.BYTES;
    }

    /** Writes the length and the bytes, as of a string. */
    void writeString(byte[] text, int from, int to) {
        writeLong(to - from);
        write(text, from, to);
    }

    void writeString(String text) {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeString(utf8, 0, utf8.length);
    }

    void write(byte[] some, int from, int to) {
        ensure(to - from);
        System.arraycopy(some, from, bytes, size, to - from);
        size += to - from;
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
