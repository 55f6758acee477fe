package dev.tocsin.sources;

import dev.tocsin.labels.Labels;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Adds labels to all series of a format. A label of the record with the same name is kept.
 *
 * @param labels the same for all records
 * @param keyLabel the label that gets the record's key; empty for none
 */
public record AddedLabels(RecordFormat format, Labels labels, Optional<String> keyLabel) implements RecordFormat {
    @Override
    public DecodedRecord decode(SourceRecord record) throws UndecodableRecordException {
        var decoded = format.decode(record);
        if (!(decoded instanceof DecodedRecord.Samples samples)) {
            return decoded;
        }
        var added =
                keyLabel.isPresent() && record.key() != null ? labels.with(keyLabel.get(), text(record.key())) : labels;
        return new DecodedRecord.Samples(
                samples.samples().stream()
                        .map(one -> new SourceSample(
                                added.with(one.labels()), one.sample(), one.accumulation(), one.startMs()))
                        .toList(),
                samples.warnings());
    }

    private static String text(byte[] key) throws UndecodableRecordException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UndecodableRecordException("the key is not UTF-8 text; remove key_label", e);
        }
    }
}
