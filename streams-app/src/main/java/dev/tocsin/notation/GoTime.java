package dev.tocsin.notation;

import java.time.Instant;

/** Go's zero time and time format. */
public final class GoTime {
    /** Go's zero time, which means no time. Go clients send it. */
    public static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private GoTime() {}

    /** RFC 3339 in UTC, up to nanoseconds, without trailing zeros: {@code 2026-01-01T00:00:30.12Z}. */
    public static String format(Instant instant) {
        var text = instant.toString();
        if (!text.contains(".")) {
            return text;
        }
        return text.substring(0, text.length() - 1).replaceAll("0+$", "") + "Z";
    }
}
