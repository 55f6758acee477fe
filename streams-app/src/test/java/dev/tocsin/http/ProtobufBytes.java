package dev.tocsin.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A protobuf message that is being written, field by field. */
final class ProtobufBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static ProtobufBytes packed(long... numbers) {
        var packed = new ProtobufBytes();
        for (var number : numbers) {
            packed.varint(number);
        }
        return packed;
    }

    ProtobufBytes add(int field, long number) {
        varint(field << 3);
        varint(number);
        return this;
    }

    ProtobufBytes add(int field, double number) {
        varint(field << 3 | 1);
        bytes.writeBytes(ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Double.doubleToRawLongBits(number))
                .array());
        return this;
    }

    ProtobufBytes add(int field, String text) {
        return add(field, text.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufBytes add(int field, ProtobufBytes message) {
        return add(field, message.bytes());
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private ProtobufBytes add(int field, byte[] content) {
        varint(field << 3 | 2);
        varint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    private void varint(long number) {
        var rest = number;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
