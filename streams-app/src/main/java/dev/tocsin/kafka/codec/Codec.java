package dev.tocsin.kafka.codec;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Encodes values as the bytes of a topic and decodes them. */
public interface Codec<T> {
    /** A codec of Avro records. It writes single-object encoding and reads JSON as well. */
    static <R extends SpecificRecord> Codec<R> of(Class<R> type) {
        return new AvroCodec<>(type);
    }

    /**
     * A codec that writes records with an older version of the schema if it holds all of their content, so that older
     * instances read them.
     *
     * @param version a released version, whose fields the present one begins with
     * @param fits whether the fields that were added since have their defaults
     */
    static <R extends SpecificRecord> Codec<R> of(Class<R> type, int version, Predicate<R> fits) {
        return new AvroCodec<>(type, version, fits);
    }

    /** The schema of the records, in its present version. */
    Schema schema();

    /** All schemas with which this codec writes records, in the order of their versions. */
    default List<Schema> written() {
        return List.of(schema());
    }

    byte[] encode(T value);

    /** Decodes bytes of any writer and of any content. Never throws. */
    Decoded<T> decode(byte[] bytes);

    /**
     * A codec of the same records for another type.
     *
     * @param to a value that it refuses with an exception is invalid
     */
    default <R> Codec<R> as(Function<T, R> to, Function<R, T> from) {
        var records = this;
        return new Codec<>() {
            @Override
            public Schema schema() {
                return records.schema();
            }

            @Override
            public List<Schema> written() {
                return records.written();
            }

            @Override
            public byte[] encode(R value) {
                return records.encode(from.apply(value));
            }

            @Override
            public Decoded<R> decode(byte[] bytes) {
                return records.decode(bytes).map(to);
            }
        };
    }
}
