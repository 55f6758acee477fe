package dev.tocsin.templates.functions;

import dev.tocsin.notation.GoFloat;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.templates.FunctionFailedException;
import dev.tocsin.templates.GoPrintf;
import java.time.Instant;
import java.util.Collections;

/** Converts template values to numbers, times and durations, as Prometheus does. */
final class Numbers {
    private static final double NANOS = 1e9;
    private static final double MAX_LENGTH = 0x1p63;

    private Numbers() {}

    static double of(Object value) {
        if (value instanceof TemplateDuration duration) {
            return duration.seconds();
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text) {
            return parse(text);
        }
        throw new FunctionFailedException(
                "can't convert %s to float".formatted(GoPrintf.format("%T", Collections.singletonList(value))));
    }

    static TemplateTime time(double seconds) {
        return TemplateTime.utc(Instant.ofEpochMilli(nanos(seconds, "timestamp") / 1_000_000));
    }

    static TemplateDuration duration(double seconds) {
        return TemplateDuration.ofNanos(nanos(seconds, "duration"));
    }

    private static long nanos(double seconds, String what) {
        if (!Double.isFinite(seconds)) {
            throw new FunctionFailedException("value is NaN or Inf");
        }
        var nanos = seconds * NANOS;
        if (nanos >= MAX_LENGTH || nanos < -MAX_LENGTH) {
            throw new FunctionFailedException("%s cannot be represented as a nanoseconds %s since it overflows int64"
                    .formatted(GoFloat.general(seconds), what));
        }
        return (long) nanos;
    }

    private static double parse(String text) {
        try {
            return GoFloat.parse(text);
        } catch (NumberFormatException e) {
            throw new FunctionFailedException(
                    "strconv.ParseFloat: parsing %s: invalid syntax".formatted(GoQuote.quote(text)));
        }
    }
}
