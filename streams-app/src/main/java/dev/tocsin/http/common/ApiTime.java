package dev.tocsin.http.common;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Objects;

/** Formats and parses times as the APIs of Alertmanager and Prometheus do. */
public final class ApiTime {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ANY = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("uuuu-MM-dd")
            .appendPattern("[['T'][ ]HH:mm[:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("]")
            .appendPattern("[")
            .appendOffset("+HH:MM", "Z")
            .appendPattern("][")
            .appendOffset("+HHMM", "Z")
            .appendPattern("]]")
            .toFormatter(Locale.ROOT);

    private ApiTime() {}

    /** Formats a time in UTC with milliseconds, as Alertmanager does. */
    public static String millis(Instant instant) {
        return MILLIS.format(instant);
    }

    /** Converts to seconds, without trailing zeros. */
    public static BigDecimal seconds(Duration duration) {
        var seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        return seconds.signum() == 0 ? BigDecimal.ZERO : seconds.stripTrailingZeros();
    }

    /**
     * Parses RFC 3339 and the shorter forms that Alertmanager accepts: no offset (UTC), no seconds, a space instead of
     * T, a date alone. An empty text is 1970-01-01.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static Instant parse(String text) {
        if (text.isEmpty()) {
            return Instant.EPOCH;
        }
        try {
            var parsed = ANY.parse(text);
            var time = Objects.requireNonNullElse(parsed.query(TemporalQueries.localTime()), LocalTime.MIDNIGHT);
            var offset = Objects.requireNonNullElse(parsed.query(TemporalQueries.offset()), ZoneOffset.UTC);
            return LocalDate.from(parsed).atTime(time).toInstant(offset);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'%s' is not a time such as 2026-01-02T15:04:05Z".formatted(text), e);
        }
    }
}
