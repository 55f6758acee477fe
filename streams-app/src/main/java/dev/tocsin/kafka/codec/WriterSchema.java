package dev.tocsin.kafka.codec;

import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * What a record was written with.
 *
 * @param fingerprint CRC-64-AVRO of the schema's parsing canonical form, which takes longer to reckon than a record to read
 */
public record WriterSchema(Schema schema, long fingerprint) {
    public static WriterSchema of(Schema schema) {
        return new WriterSchema(schema, SchemaNormalization.parsingFingerprint64(schema));
    }
}
