package dev.tocsin.kafka.codec;

import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Both ways between values and the bytes of a topic. */
public interface Codec<T> {
    /** Of records of a schema: writes single-object encoding, and reads JSON as well. */
    static <R extends SpecificRecord> Codec<R> of(Class<R> type, Schema schema) {
        return new AvroCodec<>(type, schema);
    }

    byte[] encode(T value);

    /** Of bytes that somebody wrote: any writer, any content. */
    Decoded<T> decode(byte[] bytes);

    /** The same bytes for another type; what {@code to} refuses is undecodable. */
    default <R> Codec<R> as(Function<T, R> to, Function<R, T> from) {
        var records = this;
        return new Codec<>() {
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
