package dev.tocsin.kafka.codec;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Converts records that were written with a schema of a registry to single-object encoding. */
public final class Transcoder {
    private final Map<String, SingleObjectEncoding<SpecificRecord>> encodings;

    /** @param schemas of the records in the topics; of several versions the last one is the present one */
    public Transcoder(Collection<Schema> schemas) {
        encodings = schemas.stream()
                .collect(Collectors.toMap(Schema::getName, SingleObjectEncoding::new, (older, newer) -> newer));
    }

    /** Whether bytes are single-object encoding with the fingerprint of this schema. */
    public static boolean isWrittenWith(WriterSchema schema, byte[] bytes) {
        return SingleObjectEncoding.hasHeader(bytes) && SingleObjectEncoding.fingerprint(bytes) == schema.fingerprint();
    }

    /** The record in single-object encoding, without the header. */
    public static ByteBuffer body(byte[] bytes) {
        return ByteBuffer.wrap(
                bytes, SingleObjectEncoding.HEADER_LENGTH, bytes.length - SingleObjectEncoding.HEADER_LENGTH);
    }

    /**
     * Converts a record of a registry's schema. A record of a released version stays as it was written. Any other
     * schema must have the name of a record of Tocsin; its values are written with the present version.
     *
     * @param body the record, from the buffer's position to its limit
     * @return the bytes, or the reason why the record cannot be converted
     */
    public Decoded<byte[]> toSingleObject(WriterSchema writer, ByteBuffer body) {
        var schema = writer.schema();
        var ours = Optional.ofNullable(schema.getType() == Schema.Type.RECORD ? encodings.get(schema.getName()) : null);
        return ours.map(known -> toSingleObject(known, writer, body))
                .orElseGet(() -> new Decoded.Invalid<>(
                        "was written with schema %s, which is not a record of Tocsin".formatted(schema.getName())));
    }

    private static Decoded<byte[]> toSingleObject(
            SingleObjectEncoding<SpecificRecord> known, WriterSchema writer, ByteBuffer body) {
        var bytes = SingleObjectEncoding.withHeader(writer.fingerprint(), body);
        if (known.canRead(bytes)) {
            return new Decoded.Valid<>(bytes);
        }
        return known.decode(bytes, writer.schema()).map((Function<SpecificRecord, byte[]>) known::encode);
    }
}
