package dev.tocsin.sources;

/** Decoder of the records of a source. Implementations are thread-safe, have no state, and read no clock. */
@FunctionalInterface
public interface RecordFormat {
    /**
     * Decodes a record as far as it is valid: what is left out of it is named in the warnings.
     *
     * @throws UndecodableRecordException if no part of the record can be used
     */
    DecodedRecord decode(SourceRecord record) throws UndecodableRecordException;
}
