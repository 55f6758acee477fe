package dev.tocsin.sources.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.sources.UndecodableRecordException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The time of the samples of a record.
 *
 * @param path of the field with the time; empty for the timestamp of the record
 */
public record TimeMapping(Optional<FieldExpression> path, Unit unit) {
    public static final TimeMapping OF_RECORD = new TimeMapping(Optional.empty(), Unit.AUTO);

    /** Unit of a number that is a time since 1970. */
    public enum Unit {
        /** The unit that makes the time one between the years 1973 and 5138. */
        AUTO(0),
        S(1_000),
        MS(1),
        US(1e-3),
        NS(1e-6);

        private final double milliseconds;

        Unit(double milliseconds) {
            this.milliseconds = milliseconds;
        }

        private static Unit of(double time) {
            var size = Math.abs(time);
            if (size < 1e11) {
                return S;
            }
            return size < 1e14 ? MS : size < 1e17 ? US : NS;
        }

        private long toMillis(double time) {
            return this == AUTO ? of(time).toMillis(time) : Math.round(time * milliseconds);
        }
    }

    /** Milliseconds since 1970. A text can be a number, or a time in RFC 3339. */
    long millis(MappedRecord record) throws UndecodableRecordException {
        if (path.isEmpty()) {
            return record.record().timeMs();
        }
        var node = path.get().in(record);
        var number = FieldValues.number(node);
        if (number.isPresent() && Double.isFinite(number.getAsDouble()) && !node.isBoolean()) {
            return unit.toMillis(number.getAsDouble());
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
