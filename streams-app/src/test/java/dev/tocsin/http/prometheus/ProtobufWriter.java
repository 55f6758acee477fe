package dev.tocsin.http.prometheus;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a protobuf message field by field. */
final class ProtobufWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static ProtobufWriter packed(long... numbers) {
        var packed = new ProtobufWriter();
        for (var number : numbers) {
            packed.writeVarint(number);
        }
        return packed;
    }

    ProtobufWriter add(int field, long number) {
        writeVarint(field << 3);
        writeVarint(number);
        return this;
    }

    ProtobufWriter add(int field, double number) {
        writeVarint(field << 3 | 1);
        bytes.writeBytes(ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Double.doubleToRawLongBits(number))
                .array());
        return this;
    }

    ProtobufWriter add(int field, String text) {
        return add(field, text.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufWriter add(int field, ProtobufWriter message) {
        return add(field, message.bytes());
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private ProtobufWriter add(int field, byte[] content) {
        writeVarint(field << 3 | 2);
        writeVarint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    private void writeVarint(long number) {
        var rest = number;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
