package dev.tocsin.sources.formats;

import dev.tocsin.sources.RecordTree;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.TreeReader;
import dev.tocsin.sources.UndecodableRecordException;

/**
 * Reads the fields of records inside an envelope.
 *
 * @param value reads the value of a record, from JSON or Avro
 * @param countsSnapshots whether rows of a snapshot of Debezium count as events
 */
public record EnvelopeReader(TreeReader value, Envelope envelope, boolean countsSnapshots) implements TreeReader {
    @Override
    public RecordTree read(SourceRecord record) throws UndecodableRecordException {
        var tree = value.read(record);
        if (!(tree instanceof RecordTree.Fields fields)) {
            return tree;
        }
        try {
            return envelope.open(record, fields.root(), countsSnapshots);
        } catch (IllegalArgumentException e) {
            throw new UndecodableRecordException(
                    "the record has no envelope of %s: %s; check 'envelope' of the source"
                            .formatted(envelope.text(), e.getMessage()),
                    e);
        }
    }
}
