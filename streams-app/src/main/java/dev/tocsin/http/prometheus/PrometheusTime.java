package dev.tocsin.http.prometheus;

import dev.tocsin.limits.Limit;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.notation.PromDuration;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times and durations in parameters, as Prometheus parses them. A number is read as a double, so the cost of a long
 * number or a large exponent is that of its characters.
 */
final class PrometheusTime {
    private static final double NANOS = 1e9;
    private static final int NANO_DIGITS = 9;

    /** Seconds whose nanoseconds fit in 64 bits: the years 1677 to 2262. */
    private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000;

    private static final Instant MIN = Instant.ofEpochSecond(-MAX_SECONDS);
    private static final Instant MAX = Instant.ofEpochSecond(MAX_SECONDS);

    /** Texts that Prometheus's own clients send for an open start or end. */
    private static final Map<String, Instant> OPEN =
            Map.of("-292273086-05-16T16:47:06Z", MIN, "292277025-08-18T07:12:54.999999999Z", MAX);

    private static final Pattern RFC_3339 = Pattern.compile(
            "(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d{1,2}):(\\d\\d):(\\d\\d)(?:[.,](\\d+))?(?:Z|([+-])(\\d\\d):(\\d\\d))");

    private PrometheusTime() {}

    /** A duration that has more nanoseconds than 64 bits hold. */
    static final class OverflowException extends IllegalArgumentException {
        private OverflowException() {
            super("more nanoseconds than 64 bits hold");
        }
    }

    /**
     * Parses seconds since 1970 or RFC 3339. A time before 1677 or after 2262, or NaN, is the nearest one that fits.
     *
     * @throws IllegalArgumentException if the text is no time
     */
    static Instant parse(String text) {
        requireShort(text);
        var number = number(text);
        if (number.isPresent()) {
            return ofSeconds(number.getAsDouble());
        }
        if (OPEN.containsKey(text)) {
            return OPEN.get(text);
        }
        var parts = RFC_3339.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a time");
        }
        try {
            return within(ofParts(parts));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Parses seconds or a duration such as {@code 5m}.
     *
     * @throws OverflowException if a number of seconds does not fit
     * @throws IllegalArgumentException if the text is no duration
     */
    static Duration parseDuration(String text) {
        requireShort(text);
        var number = number(text);
        if (number.isEmpty()) {
            return PromDuration.parse(text);
        }
        var nanos = number.getAsDouble() * NANOS;
        if (nanos > Long.MAX_VALUE || nanos < Long.MIN_VALUE) {
            throw new OverflowException();
        }
        // As in Go on x86, NaN becomes the lowest number.
        return Duration.ofNanos(Double.isNaN(nanos) ? Long.MIN_VALUE : (long) nanos);
    }

    private static void requireShort(String text) {
        if (text.length() > Limit.NUMBER_PARAMETER.value()) {
            throw new IllegalArgumentException("too long");
        }
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(GoFloat.parse(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static Instant ofSeconds(double seconds) {
        if (!(Math.abs(seconds) <= MAX_SECONDS)) {
            return seconds > 0 ? MAX : MIN;
        }
        var whole = (long) seconds;
        var fraction = (seconds - whole) * 1000;
        var millis = Math.copySign(Math.floor(Math.abs(fraction) + 0.5), fraction);
        return Instant.ofEpochSecond(whole).plusMillis((long) millis);
    }

    // Go accepts an hour of one digit, a comma, and offsets of up to 24:60.
    private static Instant ofParts(Matcher parts) {
        var fraction = parts.group(7) == null ? "" : parts.group(7);
        var nanos = (fraction + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS);
        var local = LocalDateTime.of(
                integer(parts, 1),
                integer(parts, 2),
                integer(parts, 3),
                integer(parts, 4),
                integer(parts, 5),
                integer(parts, 6),
                Integer.parseInt(nanos));
        var utc = local.toInstant(ZoneOffset.UTC);
        if (parts.group(8) == null) {
            return utc;
        }
        var hours = integer(parts, 9);
        var minutes = integer(parts, 10);
        if (hours > 24 || minutes > 60) {
            throw new DateTimeException("offset out of range");
        }
        var offset = Duration.ofHours(hours).plusMinutes(minutes);
        return parts.group(8).equals("-") ? utc.plus(offset) : utc.minus(offset);
    }

    private static int integer(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    private static Instant within(Instant time) {
        return time.isBefore(MIN) ? MIN : time.isAfter(MAX) ? MAX : time;
    }
}
