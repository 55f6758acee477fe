package dev.tocsin.sources.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.sources.TimestampUnit;
import dev.tocsin.sources.UndecodableRecordException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The time of the samples of a record.
 *
 * @param path of the field with the time; empty for the timestamp of the record
 * @param unit of a number; empty for the one that makes it a time between the years 1973 and 5138
 */
public record TimeMapping(Optional<FieldExpression> path, Optional<TimestampUnit> unit) {
    /** Nanoseconds, which end in the year 2554. */
    private static final double MAX_TIME = 2e19;

    public static final TimeMapping OF_RECORD = new TimeMapping(Optional.empty(), Optional.empty());

    private static TimestampUnit unitOf(double time) {
        var size = Math.abs(time);
        if (size < 1e11) {
            return TimestampUnit.S;
        }
        return size < 1e14 ? TimestampUnit.MS : size < 1e17 ? TimestampUnit.US : TimestampUnit.NS;
    }

    /** Milliseconds since 1970. A text can be a number, or a time in RFC 3339. */
    long millis(MappedRecord record) throws UndecodableRecordException {
        if (path.isEmpty()) {
            return record.record().timeMs();
        }
        var node = path.get().in(record);
        var number = FieldValues.number(node);
        if (number.isPresent() && Math.abs(number.getAsDouble()) < MAX_TIME && !node.isBoolean()) {
            var time = number.getAsDouble();
            return unit.orElseGet(() -> unitOf(time)).toMillis(time);
        }
        return date(node);
    }

    private long date(JsonNode node) throws UndecodableRecordException {
        try {
            if (node.isTextual()) {
                return OffsetDateTime.parse(node.textValue()).toInstant().toEpochMilli();
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Told below.
        }
        throw new UndecodableRecordException(
                "the time at %s is %s; it must be a number or like 2026-01-31T12:00:00Z; change 'time' of the source"
                        .formatted(path.get(), FieldValues.describe(node)));
    }
}
