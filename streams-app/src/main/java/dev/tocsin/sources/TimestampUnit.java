package dev.tocsin.sources;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Unit of a timestamp that is a number, since 1970. */
public enum TimestampUnit {
    S(1_000, 1),
    MS(1, 1),
    US(1, 1_000),
    NS(1, 1_000_000);

    private final long factor;
    private final long divisor;

    TimestampUnit(long factor, long divisor) {
        this.factor = factor;
        this.divisor = divisor;
    }

    /** The unit by its name in settings: s, ms, us or ns. */
    public static Optional<TimestampUnit> of(String text) {
        return Arrays.stream(values()).filter(unit -> unit.text().equals(text)).findFirst();
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Converts to milliseconds, rounded down. @throws ArithmeticException if the time is out of range */
    public long toMillis(long time) {
        return Math.floorDiv(Math.multiplyExact(time, factor), divisor);
    }

    /** Converts to milliseconds, rounded down. @throws ArithmeticException if the time is out of range, or NaN */
    public long toMillis(double time) {
        var millis = Math.floor(time * factor / divisor);
        if (!(Math.abs(millis) < Long.MAX_VALUE)) {
            throw new ArithmeticException("time %s is out of range".formatted(time));
        }
        return (long) millis;
    }
}
