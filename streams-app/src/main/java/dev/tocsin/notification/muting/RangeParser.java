package dev.tocsin.notification.muting;

import java.time.DayOfWeek;
import java.time.Month;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** Parses ranges {@code a:b} and single values {@code a} of Alertmanager's time intervals, with its error messages. */
final class RangeParser {
    private static final int SHORTEST_MONTH = 28;

    private RangeParser() {}

    /** Sunday is 0. */
    static InclusiveRange weekdays(String text) {
        var range = parse(text, RangeParser::weekday);
        if (range.from() > range.to()) {
            throw new IllegalArgumentException("start day cannot be before end day");
        }
        return range;
    }

    static InclusiveRange months(String text) {
        var range = parse(text, RangeParser::month);
        if (range.from() > range.to()) {
            throw new IllegalArgumentException(
                    "end month %s is before start month %s".formatted(half(text, 1), half(text, 0)));
        }
        return range;
    }

    static InclusiveRange years(String text) {
        var range = parse(text, RangeParser::number);
        if (range.from() > range.to()) {
            throw new IllegalArgumentException(
                    "end year %d is before start year %d".formatted(range.to(), range.from()));
        }
        return range;
    }

    /** Negative days count from the end of the month; -1 is the last. */
    static InclusiveRange daysOfMonth(String text) {
        var range = parse(text, RangeParser::dayOfMonth);
        if (range.from() < 0 && range.to() > 0) {
            throw new IllegalArgumentException("end day must be negative if start day is negative");
        }
        if (inShortestMonth(range.from()) > inShortestMonth(range.to())) {
            throw new IllegalArgumentException(
                    "end day %d is always before start day %d".formatted(range.to(), range.from()));
        }
        return range;
    }

    private static InclusiveRange parse(String text, ToIntFunction<String> toNumber) {
        var halves = text.split(":", -1);
        if (halves.length > 2 || halves[0].isEmpty() || halves[halves.length - 1].isEmpty()) {
            throw new IllegalArgumentException("couldn't parse range %s, invalid format".formatted(text));
        }
        return new InclusiveRange(toNumber.applyAsInt(halves[0]), toNumber.applyAsInt(halves[halves.length - 1]));
    }

    private static int weekday(String text) {
        for (var day : DayOfWeek.values()) {
            if (day.name().equals(text.toUpperCase(Locale.ROOT))) {
                return day.getValue() % 7;
            }
        }
        throw new IllegalArgumentException(text + " is not a valid weekday");
    }

    private static int month(String text) {
        for (var month : Month.values()) {
            if (month.name().equals(text.toUpperCase(Locale.ROOT))) {
                return month.getValue();
            }
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " is not a valid month");
        }
    }

    private static int dayOfMonth(String text) {
        var day = number(text);
        if (day == 0 || day < -31 || day > 31) {
            throw new IllegalArgumentException("%d is not a valid day of the month: out of range".formatted(day));
        }
        return day;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is not a whole number".formatted(text));
        }
    }

    private static int inShortestMonth(int day) {
        return day < 0 ? SHORTEST_MONTH + day : day;
    }

    private static String half(String text, int which) {
        return text.split(":", -1)[which];
    }
}
