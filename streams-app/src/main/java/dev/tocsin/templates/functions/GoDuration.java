package dev.tocsin.templates.functions;

import dev.tocsin.notation.GoFloat;
import dev.tocsin.templates.Described;
import dev.tocsin.templates.Shape;
import java.math.BigDecimal;
import java.time.Duration;

/** Go's time.Duration: a whole number of nanoseconds, written as {@code 1h2m3.5s}. */
final class GoDuration extends Number implements Described {
    private static final long serialVersionUID = 1;
    private static final long SECOND = 1_000_000_000;
    private static final Shape<GoDuration> SHAPE = Shape.named("time.Duration", GoDuration.class)
            .method("String", GoDuration::toString)
            .method("Hours", duration -> duration.nanos / (3600.0 * SECOND))
            .method("Minutes", duration -> duration.nanos / (60.0 * SECOND))
            .method("Seconds", GoDuration::seconds)
            .method("Milliseconds", duration -> duration.nanos / 1_000_000)
            .method("Microseconds", duration -> duration.nanos / 1_000)
            .method("Nanoseconds", duration -> duration.nanos)
            .method("Abs", duration -> new GoDuration(Math.abs(duration.nanos)));

    private final long nanos;

    private GoDuration(long nanos) {
        this.nanos = nanos;
    }

    static GoDuration ofNanos(long nanos) {
        return new GoDuration(nanos);
    }

    /** The nearest that there is: Go's durations end at about 292 years. */
    static GoDuration of(Duration duration) {
        try {
            return new GoDuration(duration.toNanos());
        } catch (ArithmeticException tooLong) {
            return new GoDuration(duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
    }

    double seconds() {
        return (double) nanos / SECOND;
    }

    Duration duration() {
        return Duration.ofNanos(nanos);
    }

    @Override
    public Shape<?> shape() {
        return SHAPE;
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
        return other instanceof GoDuration that && nanos == that.nanos;
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
