package dev.tocsin.kafka.codec;

import dev.tocsin.schemas.RuleGroupRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import org.apache.avro.Conversion;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.data.TimeConversions.TimestampMillisConversion;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Avro single-object encoding</a>:
 * two magic bytes, the fingerprint of the schema, the record. Writes one version of the schema and reads every
 * released one.
 */
final class SingleObjectEncoding<R> {
    private static final String SCHEMA_PACKAGE = RuleGroupRecord.class.getPackageName();
    static final SpecificData MODEL = model();

    static final int HEADER_LENGTH = 10;

    private final Schema schema;
    private final long fingerprint;
    private final SchemaVersions schemaVersions;

    SingleObjectEncoding(Schema schema) {
        this.schema = schema;
        this.schemaVersions = SchemaVersions.of(schema);
        this.fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    }

    Schema schema() {
        return schema;
    }

    static boolean hasHeader(byte[] bytes) {
        return bytes.length >= HEADER_LENGTH && bytes[0] == (byte) 0xC3 && bytes[1] == 1;
    }

    /** Adds the header to a record. @param fingerprint of the schema with which the record was written */
    static byte[] withHeader(long fingerprint, ByteBuffer body) {
        var bytes = ByteBuffer.allocate(HEADER_LENGTH + body.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.put((byte) 0xC3)
                .put((byte) 1)
                .putLong(fingerprint)
                .put(body.duplicate())
                .array();
    }

    /** The fingerprint in the header. */
    static long fingerprint(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    }

    /** Whether bytes with a header were written with a known version of this record. */
    boolean canRead(byte[] bytes) {
        return schemaVersions.find(fingerprint(bytes)).isPresent();
    }

    byte[] encode(R value) {
        var bytes = new ByteArrayOutputStream(256);
        bytes.writeBytes(withHeader(fingerprint, ByteBuffer.allocate(0)));
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<R>(schema, MODEL).write(value, encoder);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    Decoded<R> decode(byte[] bytes) {
        var written = fingerprint(bytes);
        return schemaVersions
                .find(written)
                .map(writer -> decode(bytes, writer))
                .orElseGet(() -> new Decoded.Invalid<>(
                        "was written with an unknown schema (fingerprint %016x); expected is %s (%016x)"
                                .formatted(written, schema.getName(), fingerprint)));
    }

    /** Decodes bytes with a header, whatever its fingerprint is. */
    Decoded<R> decode(byte[] bytes, Schema writer) {
        try {
            var decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER_LENGTH, bytes.length - HEADER_LENGTH, null);
            var value = new BoundedDatumReader<R>(writer, schema).read(null, decoder);
            return decoder.isEnd()
                    ? new Decoded.Valid<>(value)
                    : new Decoded.Invalid<>("has bytes after the " + schema.getName());
        } catch (IOException | RuntimeException damaged) {
            return new Decoded.Invalid<>("is damaged or not a %s: %s".formatted(schema.getName(), damaged));
        }
    }

    private static SpecificData model() {
        // Avro instantiates trusted classes only.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(SCHEMA_PACKAGE)));
        var model = new SpecificData(SingleObjectEncoding.class.getClassLoader());
        model.addLogicalTypeConversion(new TimestampMillisConversion());
        // The fast reader allocates as much memory as a damaged length says.
        model.setFastReaderEnabled(false);
        return model;
    }

    /**
     * Caps initial collection sizes, so that a damaged length cannot exhaust memory, and refuses times that no clock shows.
     */
    private static final class BoundedDatumReader<R> extends SpecificDatumReader<R> {
        private static final int MAX_INITIAL_CAPACITY = 64;

        BoundedDatumReader(Schema writer, Schema reader) {
            super(writer, reader, MODEL);
        }

        @Override
        protected Object newArray(Object old, int size, Schema type) {
            return super.newArray(old, Math.min(size, MAX_INITIAL_CAPACITY), type);
        }

        @Override
        protected Object newMap(Object old, int size) {
            return super.newMap(old, Math.min(size, MAX_INITIAL_CAPACITY));
        }

        @Override
        protected Object convert(Object datum, Schema type, LogicalType logicalType, Conversion<?> conversion) {
            var converted = super.convert(datum, type, logicalType, conversion);
            return converted instanceof Instant time ? RecordTime.require(time) : converted;
        }
    }
}
