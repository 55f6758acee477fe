package dev.tocsin.cli;

import dev.tocsin.notation.PromDuration;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time on the command line: RFC 3339, {@code now}, or a duration before now, such as {@code -1h}. */
interface TimeArgument {
    Instant at(Instant now);

    /** Reads a time. */
    final class Converter implements ITypeConverter<TimeArgument> {
        @Override
        public TimeArgument convert(String text) {
            try {
                if (text.equals("now")) {
                    return now -> now;
                }
                if (text.startsWith("-")) {
                    return before(PromDuration.parse(text.substring(1)));
                }
                var time = OffsetDateTime.parse(text).toInstant();
                return now -> time;
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new TypeConversionException(
                        "'%s' is no time: write one such as 2026-01-31T03:12:00Z, or a duration before now such as -1h"
                                .formatted(text));
            }
        }

        private static TimeArgument before(Duration duration) {
            return now -> now.minus(duration);
        }
    }
}
