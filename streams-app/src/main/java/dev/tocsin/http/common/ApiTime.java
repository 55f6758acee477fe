package dev.tocsin.http.common;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
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

    private static final int MAX_FOUR_DIGIT_YEAR = 9999;

    private ApiTime() {}

    /** Formats a time in UTC with milliseconds, as Alertmanager does. */
    public static String millis(Instant instant) {
        var time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > MAX_FOUR_DIGIT_YEAR) {
            return MILLIS.format(instant);
        }
        // A list of alerts has three times each: the formatter needs several times as long.
        var text = new StringBuilder(24);
        append(text, time.getYear(), 4).append('-');
        append(text, time.getMonthValue(), 2).append('-');
        append(text, time.getDayOfMonth(), 2).append('T');
        append(text, time.getHour(), 2).append(':');
        append(text, time.getMinute(), 2).append(':');
        append(text, time.getSecond(), 2).append('.');
        return append(text, time.getNano() / 1_000_000, 3).append('Z').toString();
    }

    private static StringBuilder append(StringBuilder text, int number, int digits) {
        for (var place = digits == 4 ? 1000 : digits == 3 ? 100 : 10; place > 0; place /= 10) {
            text.append((char) ('0' + number / place % 10));
        }
        return text;
    }

    /** Parses {@code 2026-01-02T15:04:05Z}, with or without a fraction. Returns null for any other form or no valid time. */
    private static Instant parseCommon(String text) {
        var end = text.length() - 1;
        if (end < 19 || end > 29 || text.charAt(end) != 'Z' || !hasCommonSeparators(text, end)) {
            return null;
        }
        var year = number(text, 0, 4);
        var month = number(text, 5, 7);
        var day = number(text, 8, 10);
        var hour = number(text, 11, 13);
        var minute = number(text, 14, 16);
        var second = number(text, 17, 19);
        var nanos = end == 19 ? 0 : number(text, 20, end);
        if (Math.min(year, nanos) < 0) {
            return null;
        }
        for (var digits = Math.max(0, end - 20); digits < 9; digits++) {
            nanos *= 10;
        }
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second, nanos)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean hasCommonSeparators(String text, int end) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && (end == 19 || end > 20 && text.charAt(19) == '.');
    }

    /** Returns -1 if a character is no digit. */
    private static int number(String text, int from, int to) {
        var number = 0;
        for (var i = from; i < to; i++) {
            var digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
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
        var common = parseCommon(text);
        if (common != null) {
            return common;
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
