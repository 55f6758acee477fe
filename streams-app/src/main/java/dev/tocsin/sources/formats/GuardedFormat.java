package dev.tocsin.sources.formats;

import dev.tocsin.limits.Limit;
import dev.tocsin.sources.DecodedRecord;
import dev.tocsin.sources.RecordFormat;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.UndecodableRecordException;

/**
 * Keeps records that no format has to see from a format, and turns its errors into those of {@link RecordFormat}.
 *
 * @param name the format in settings
 * @param advice to the operator whose records are undecodable, as a clause
 */
record GuardedFormat(String name, String advice, RecordFormat format) implements RecordFormat {
    @Override
    public DecodedRecord decode(SourceRecord record) throws UndecodableRecordException {
        var value = record.value();
        if (value == null) {
            return new DecodedRecord.Ignored("a tombstone: it has no value");
        }
        if (value.length == 0) {
            throw undecodable("it is empty", null);
        }
        if (value.length > Limit.SOURCE_RECORD.value()) {
            throw undecodable(
                    "it has %d bytes, but the maximum is %d".formatted(value.length, Limit.SOURCE_RECORD.value()),
                    null);
        }
        try {
            return format.decode(record);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw undecodable(e.getMessage(), e);
        } catch (UndecodableRecordException e) {
            throw undecodable(e.getMessage(), e);
        }
    }

    private UndecodableRecordException undecodable(String reason, Exception cause) {
        return new UndecodableRecordException(
                "the record is not of format %s: %s. %s".formatted(name, reason, advice), cause);
    }
}
