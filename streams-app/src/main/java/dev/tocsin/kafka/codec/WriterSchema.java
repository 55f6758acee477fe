package dev.tocsin.kafka.codec;

import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The schema with which a record was written.
 *
 * @param fingerprint CRC-64-AVRO of the schema's parsing canonical form; kept because it takes longer to compute than a
 *     record takes to decode
 */
public record WriterSchema(Schema schema, long fingerprint) {
    public static WriterSchema of(Schema schema) {
        return new WriterSchema(schema, SchemaNormalization.parsingFingerprint64(schema));
    }
}
