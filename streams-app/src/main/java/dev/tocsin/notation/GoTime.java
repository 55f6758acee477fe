package dev.tocsin.notation;

import java.time.Instant;

/** Instants as Go knows and writes them. */
public final class GoTime {
    /** How Go says that there is no time; its clients do send it. */
    public static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private GoTime() {}

    /** RFC 3339 in UTC, up to nanoseconds, without zeros at the end: {@code 2026-01-01T00:00:30.12Z}. */
    public static String format(Instant instant) {
        var text = instant.toString();
        if (!text.contains(".")) {
            return text;
        }
        return text.substring(0, text.length() - 1).replaceAll("0+$", "") + "Z";
    }
}
