package dev.tocsin.http.prometheus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * A protobuf message, read field by field. Every method throws an {@link IllegalArgumentException} where the bytes are
 * not what the field must be.
 */
final class Message {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final int MOST_SHIFT = 63;

    private final ByteBuffer bytes;
    private int type;

    private Message(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    static Message of(byte[] bytes) {
        return new Message(ByteBuffer.wrap(bytes));
    }

    boolean hasNext() {
        return bytes.hasRemaining();
    }

    /** Goes on to the next field, whose number this is. It must be read or skipped then. */
    int next() {
        var tag = rawVarint();
        type = (int) (tag & 7);
        var field = tag >>> 3;
        if (field < 1 || field > 536_870_911) {
            throw new IllegalArgumentException("there is no field " + Long.toUnsignedString(field));
        }
        return (int) field;
    }

    void skip() {
        switch (type) {
            case VARINT -> rawVarint();
            case FIXED64 -> rest(Long.BYTES);
            case LENGTH -> slice();
            case FIXED32 -> rest(Integer.BYTES);
            default -> throw new IllegalArgumentException("there is no wire type " + type);
        }
    }

    long varint() {
        require(VARINT);
        return rawVarint();
    }

    /** Of types {@code sint32} and {@code sint64}. */
    long signed() {
        return zigzag(varint());
    }

    /** With its bits, whatever NaN it is. */
    double number() {
        require(FIXED64);
        return rawNumber();
    }

    String text() {
        require(LENGTH);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(slice()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text is not UTF-8", e);
        }
    }

    Message message() {
        require(LENGTH);
        return new Message(slice());
    }

    /** A repeated field, packed or not. */
    void eachSigned(LongConsumer one) {
        if (type != LENGTH) {
            one.accept(signed());
            return;
        }
        for (var packed = message(); packed.hasNext(); ) {
            one.accept(zigzag(packed.rawVarint()));
        }
    }

    /** A repeated field, packed or not. */
    void eachNumber(DoubleConsumer one) {
        if (type != LENGTH) {
            one.accept(number());
            return;
        }
        for (var packed = message(); packed.hasNext(); ) {
            one.accept(packed.rawNumber());
        }
    }

    private void require(int wanted) {
        if (type != wanted) {
            throw new IllegalArgumentException("a field has wire type %d, but must have %d".formatted(type, wanted));
        }
    }

    private double rawNumber() {
        rest(Long.BYTES);
        return bytes.getDouble(bytes.position() - Long.BYTES);
    }

    private long rawVarint() {
        var value = 0L;
        for (var shift = 0; shift <= MOST_SHIFT; shift += 7) {
            rest(1);
            var part = bytes.get(bytes.position() - 1);
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number has more than ten bytes");
    }

    private ByteBuffer slice() {
        var length = rawVarint();
        var from = bytes.position();
        rest(length);
        return bytes.slice(from, (int) length);
    }

    private void rest(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException("it ends in the middle of a field");
        }
        bytes.position(bytes.position() + (int) length);
    }

    private static long zigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
