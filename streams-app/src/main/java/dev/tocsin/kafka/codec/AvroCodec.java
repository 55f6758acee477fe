package dev.tocsin.kafka.codec;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Codec of one Avro record. The first bytes decide the format: {@code C3 01} is single-object encoding, {@code 00} is
 * the wire format of a schema registry, anything else is JSON.
 */
final class AvroCodec<R extends SpecificRecord> implements Codec<R> {
    /** Larger than the message limit of brokers in practice. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final int REGISTRY_MAGIC = 0;

    private final Class<R> type;
    private final Schema schema;
    private final SingleObjectEncoding<R> singleObject;
    private final Optional<SingleObjectEncoding<R>> older;
    private final Predicate<R> fitsOlder;

    AvroCodec(Class<R> type) {
        this(type, 0, record -> false);
    }

    /**
     * @param olderVersion a released version that is written while {@code fitsOlder} holds; 0 for none
     */
    AvroCodec(Class<R> type, int olderVersion, Predicate<R> fitsOlder) {
        this.type = type;
        this.fitsOlder = fitsOlder;
        schema = SingleObjectEncoding.MODEL.getSchema(type);
        singleObject = new SingleObjectEncoding<>(schema);
        older = olderVersion == 0
                ? Optional.empty()
                : Optional.of(new SingleObjectEncoding<>(
                        SchemaVersions.released(schema.getName()).get(olderVersion - 1)));
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public List<Schema> written() {
        return Stream.concat(older.map(SingleObjectEncoding::schema).stream(), Stream.of(schema))
                .toList();
    }

    @Override
    public byte[] encode(R value) {
        return older.filter(encoding -> fitsOlder.test(value))
                .orElse(singleObject)
                .encode(value);
    }

    @Override
    public Decoded<R> decode(byte[] bytes) {
        Objects.requireNonNull(bytes, "a tombstone has no value to decode");
        if (bytes.length > MAX_BYTES) {
            return new Decoded.Invalid<>("has %d bytes, but at most %d are allowed".formatted(bytes.length, MAX_BYTES));
        }
        if (SingleObjectEncoding.hasHeader(bytes)) {
            return singleObject.decode(bytes);
        }
        if (bytes.length > 0 && bytes[0] == REGISTRY_MAGIC) {
            return new Decoded.Invalid<>(registryFormat(bytes));
        }
        return JsonRecordReader.decode(bytes, schema).map(type::cast);
    }

    private static String registryFormat(byte[] bytes) {
        if (bytes.length < 5) {
            return "begins with 00 but is shorter than a schema registry's header: write Avro single-object encoding or JSON";
        }
        var id = ByteBuffer.wrap(bytes, 1, 4).getInt();
        return ("is in a schema registry's wire format, but schema id %d cannot be read: set"
                        + " kafka.schema.registry.url to the registry that has the schema, or write Avro"
                        + " single-object encoding or JSON")
                .formatted(id);
    }
}
