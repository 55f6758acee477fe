package dev.tocsin.kafka.codec;

import dev.tocsin.schemas.RuleGroupRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
 * Avro single-object encoding: two bytes of magic, the schema's fingerprint, the record. Written with the present
 * version of the schema, read with whichever released one it was written with.
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

    static boolean hasHeader(byte[] bytes) {
        return bytes.length >= HEADER_LENGTH && bytes[0] == (byte) 0xC3 && bytes[1] == 1;
    }

    /** A record that was written with the schema of this fingerprint. */
    static byte[] withHeader(long fingerprint, ByteBuffer body) {
        var bytes = ByteBuffer.allocate(HEADER_LENGTH + body.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.put((byte) 0xC3)
                .put((byte) 1)
                .putLong(fingerprint)
                .put(body.duplicate())
                .array();
    }

    /** Of bytes with its head. */
    static long fingerprint(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    }

    /** Whether bytes with its head were written with a version of this record. */
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

    /** Of bytes with its head, whatever fingerprint that has. */
    Decoded<R> decode(byte[] bytes, Schema writer) {
        try {
            var decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER_LENGTH, bytes.length - HEADER_LENGTH, null);
            var value = new BoundedDatumReader<R>(writer, schema).read(null, decoder);
            return decoder.isEnd()
                    ? new Decoded.Valid<>(value)
                    : new Decoded.Invalid<>("there are bytes left after the " + schema.getName());
        } catch (IOException | RuntimeException damaged) {
            return new Decoded.Invalid<>("is damaged or no %s: %s".formatted(schema.getName(), damaged));
        }
    }

    private static SpecificData model() {
        // Avro makes only instances of classes that it is told to trust.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(SCHEMA_PACKAGE)));
        var model = new SpecificData(SingleObjectEncoding.class.getClassLoader());
        model.addLogicalTypeConversion(new TimestampMillisConversion());
        // The fast reader allocates what a damaged length asks for.
        model.setFastReaderEnabled(false);
        return model;
    }

    /** Believes no length: collections grow with what is really there. */
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
    }
}
