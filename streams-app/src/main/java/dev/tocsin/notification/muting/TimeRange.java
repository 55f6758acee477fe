package dev.tocsin.notification.muting;

import java.time.LocalTime;
import java.util.regex.Pattern;

/**
 * A range of minutes of the day.
 *
 * @param from minutes since midnight, inclusive
 * @param until minutes since midnight, exclusive
 */
public record TimeRange(int from, int until) {
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])|24:00");

    /** @throws IllegalArgumentException with Alertmanager's message if the range is empty */
    public TimeRange {
        if (from >= until) {
            throw new IllegalArgumentException("start time cannot be equal or greater than end time");
        }
    }

    /**
     * Parses times such as {@code 09:00}; a day ends at {@code 24:00}.
     *
     * @throws IllegalArgumentException with Alertmanager's message
     */
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
