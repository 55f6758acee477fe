package dev.tocsin.sources.mapping;

import dev.tocsin.sources.RecordTree;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.TreeReader;
import dev.tocsin.sources.UndecodableRecordException;
import dev.tocsin.sources.formats.JsonRecords;
import dev.tocsin.sources.formats.RecordFraming;

/** Reads values that are JSON, also after the header of a schema registry's serializer. */
public record JsonTree() implements TreeReader {
    @Override
    public RecordTree read(SourceRecord record) throws UndecodableRecordException {
        if (record.value() == null) {
            return new RecordTree.Ignored("tombstone");
        }
        var content = RecordFraming.of(record).content(record.value());
        try {
            return new RecordTree.Fields(JsonRecords.read(content));
        } catch (IllegalArgumentException e) {
            throw new UndecodableRecordException(
                    "the value cannot be read: %s; check the format of the source".formatted(e.getMessage()), e);
        }
    }
}
