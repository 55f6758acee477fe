package dev.tocsin.templates.functions;

import dev.tocsin.notation.GoFloat;
import dev.tocsin.templates.Arguments;
import dev.tocsin.templates.Parameter;
import dev.tocsin.templates.Signature;
import dev.tocsin.templates.TemplateObject;
import dev.tocsin.templates.TemplateType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Go's time.Duration: a number of nanoseconds, printed as {@code 1h2m3.5s}. */
final class TemplateDuration extends Number implements TemplateObject {
    private static final long SECOND = 1_000_000_000;
    private static final TemplateType<TemplateDuration> TYPE = TemplateType.named(
                    "time.Duration", TemplateDuration.class)
            .method("String", TemplateDuration::toString)
            .method("Hours", duration -> duration.nanos / (3600.0 * SECOND))
            .method("Minutes", duration -> duration.nanos / (60.0 * SECOND))
            .method("Seconds", TemplateDuration::seconds)
            .method("Milliseconds", duration -> duration.nanos / 1_000_000)
            .method("Microseconds", duration -> duration.nanos / 1_000)
            .method("Nanoseconds", duration -> duration.nanos)
            .method("Abs", duration -> new TemplateDuration(Math.abs(duration.nanos)))
            .method("Round", Signature.of(parameter()), (duration, unit) -> duration.rounded(of(unit)))
            .method("Truncate", Signature.of(parameter()), (duration, unit) -> duration.truncated(of(unit)));

    private final long nanos;

    private TemplateDuration(long nanos) {
        this.nanos = nanos;
    }

    /** The type of a parameter. A constant is a number of nanoseconds. */
    static Parameter parameter() {
        return new Parameter("time.Duration", TemplateDuration.class, TemplateDuration::ofNanos);
    }

    private static TemplateDuration of(Arguments arguments) {
        return arguments.value(0, TemplateDuration.class);
    }

    /** Rounds to the nearest multiple; halves away from zero. A unit that is not positive changes nothing. */
    private TemplateDuration rounded(TemplateDuration unit) {
        return rounded(unit, RoundingMode.HALF_UP);
    }

    private TemplateDuration truncated(TemplateDuration unit) {
        return rounded(unit, RoundingMode.DOWN);
    }

    private TemplateDuration rounded(TemplateDuration unit, RoundingMode mode) {
        if (unit.nanos <= 0) {
            return this;
        }
        var multiple = BigDecimal.valueOf(nanos)
                .divide(BigDecimal.valueOf(unit.nanos), 0, mode)
                .multiply(BigDecimal.valueOf(unit.nanos))
                .max(BigDecimal.valueOf(Long.MIN_VALUE))
                .min(BigDecimal.valueOf(Long.MAX_VALUE));
        return new TemplateDuration(multiple.longValue());
    }

    static TemplateDuration ofNanos(long nanos) {
        return new TemplateDuration(nanos);
    }

    /** Converts a duration; clamped to Go's range of about 292 years. */
    static TemplateDuration of(Duration duration) {
        try {
            return new TemplateDuration(duration.toNanos());
        } catch (ArithmeticException tooLong) {
            return new TemplateDuration(duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
    }

    double seconds() {
        return (double) nanos / SECOND;
    }

    Duration duration() {
        return Duration.ofNanos(nanos);
    }

    @Override
    public TemplateType<?> templateType() {
        return TYPE;
    }

    @Override
    public long longValue() {
        return nanos;
    }

    @Override
    public int intValue() {
        return (int) nanos;
    }

    @Override
    public double doubleValue() {
        return nanos;
    }

    @Override
    public float floatValue() {
        return nanos;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TemplateDuration that && nanos == that.nanos;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(nanos);
    }

    @Override
    public String toString() {
        var magnitude = BigDecimal.valueOf(nanos).abs();
        var sign = nanos < 0 ? "-" : "";
        if (nanos == 0) {
            return "0s";
        }
        if (Math.abs(nanos) < SECOND && nanos != Long.MIN_VALUE) {
            return sign + small(Math.abs(nanos));
        }
        var parts = magnitude.movePointLeft(9).divideAndRemainder(BigDecimal.valueOf(60));
        var minutes = parts[0].longValue();
        var seconds = GoFloat.plain(parts[1].doubleValue()) + "s";
        if (minutes == 0) {
            return sign + seconds;
        }
        return sign + (minutes >= 60 ? minutes / 60 + "h" : "") + minutes % 60 + "m" + seconds;
    }

    private static String small(long nanos) {
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        return nanos < 1_000_000 ? GoFloat.plain(nanos / 1e3) + "µs" : GoFloat.plain(nanos / 1e6) + "ms";
    }
}
