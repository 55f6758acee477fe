package dev.tocsin.sources.otlp;

import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * The fields of one message, in protobuf or in JSON, named by their numbers in protobuf. Every method throws an {@link
 * IllegalArgumentException} if a field does not have the type that is asked for.
 */
interface MessageFields {
    boolean hasNext();

    /** Moves to the next field, which must be read or skipped afterwards. @return its number; 0 if it is unknown in JSON */
    int next();

    void skip();

    MessageFields message(MessageType type);

    String text();

    double number();

    boolean flag();

    byte[] bytes();

    /** An integer of 64 bits of any type but {@code sint}. In protobuf it can be a varint or fixed64. */
    long integer();

    /** An integer of type {@code sint32}. */
    int signed();

    /** Reads a repeated field of type {@code fixed64}, or a part of it. */
    void forEachFixed64(LongConsumer one);

    /** Reads a repeated field of type {@code uint64}, or a part of it. */
    void forEachVarint(LongConsumer one);

    /** Reads a repeated field of type {@code double}, or a part of it. */
    void forEachNumber(DoubleConsumer one);
}
