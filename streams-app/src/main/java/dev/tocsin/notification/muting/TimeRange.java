package dev.tocsin.notification.muting;

import java.time.LocalTime;
import java.util.regex.Pattern;

/**
 * Some minutes of each day, the last excluded.
 *
 * @param from counted from midnight
 */
public record TimeRange(int from, int until) {
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])|24:00");

    /** @throws IllegalArgumentException in Alertmanager's words */
    public TimeRange {
        if (from >= until) {
            throw new IllegalArgumentException("start time cannot be equal or greater than end time");
        }
    }

    /** Of {@code 09:00} and {@code 17:30}; a day ends at {@code 24:00}. @throws IllegalArgumentException in Alertmanager's words */
    public static TimeRange of(String start, String end) {
        if (start.isEmpty() || end.isEmpty()) {
            throw new IllegalArgumentException("both start and end times must be provided");
        }
        return new TimeRange(parse(start), parse(end));
    }

    boolean contains(LocalTime time) {
        var minute = time.getHour() * 60 + time.getMinute();
        return from <= minute && minute < until;
    }

    private static int parse(String text) {
        if (!TIME.matcher(text).matches()) {
            throw new IllegalArgumentException("couldn't parse timestamp %s, invalid format".formatted(text));
        }
        var colon = text.indexOf(':');
        return Integer.parseInt(text.substring(0, colon)) * 60 + Integer.parseInt(text.substring(colon + 1));
    }
}
