package dev.tocsin.sources;

/** Reads the fields of records. Implementations are thread-safe. */
@FunctionalInterface
public interface TreeReader {
    /** @throws UndecodableRecordException if the value is not in the encoding of this reader */
    RecordTree read(SourceRecord record) throws UndecodableRecordException;
}
