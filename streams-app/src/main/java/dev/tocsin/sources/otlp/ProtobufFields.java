package dev.tocsin.sources.otlp;

import dev.tocsin.evaluation.remotewrite.ProtobufReader;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/** Fields of a message in protobuf. */
record ProtobufFields(ProtobufReader reader) implements MessageFields {
    @Override
    public boolean hasNext() {
        return reader.hasNextField();
    }

    @Override
    public int next() {
        return reader.nextField();
    }

    @Override
    public void skip() {
        reader.skipField();
    }

    @Override
    public MessageFields message(MessageType type) {
        return new ProtobufFields(reader.readMessage());
    }

    @Override
    public String text() {
        return reader.readString();
    }

    @Override
    public double number() {
        return reader.readDouble();
    }

    @Override
    public boolean flag() {
        return reader.readVarint() != 0;
    }

    @Override
    public byte[] bytes() {
        return reader.readByteArray();
    }

    @Override
    public long integer() {
        return reader.isFixed64() ? reader.readFixed64() : reader.readVarint();
    }

    @Override
    public int signed() {
        return Math.toIntExact(reader.readSignedVarint());
    }

    @Override
    public void forEachFixed64(LongConsumer one) {
        reader.forEachFixed64(one);
    }

    @Override
    public void forEachVarint(LongConsumer one) {
        reader.forEachVarint(one);
    }

    @Override
    public void forEachNumber(DoubleConsumer one) {
        reader.forEachDouble(one);
    }
}
