package dev.tocsin.templates.functions;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses a time by a layout, as Go does. Missing elements default to January 1 of the year 0, 00:00 UTC. */
final class LayoutTimeParser {
    private static final Pattern FRACTION = Pattern.compile("[.,][0-9]+");
    private static final Pattern OFFSET = Pattern.compile("([+-])([0-9]{2}):?([0-9]{2})?:?([0-9]{2})?");
    private static final Pattern ZONE_NAME = Pattern.compile("[A-Z]{3,5}|[+-][0-9]{2,4}");

    private String rest;
    private int year;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private Optional<Boolean> afternoon = Optional.empty();
    private ZoneOffset offset = ZoneOffset.UTC;

    LayoutTimeParser(String text) {
        this.rest = text;
    }

    String rest() {
        return rest;
    }

    /** The parsed time; empty if an element is out of range. */
    Optional<ZonedDateTime> time() {
        var hours = afternoon.map(late -> hour % 12 + (late ? 12 : 0)).orElse(hour);
        try {
            var time = LocalDateTime.of(year, month, day, hours, minute, second, nanos);
            return Optional.of((dayOfYear > 0 ? time.withDayOfYear(dayOfYear) : time).atZone(offset));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    boolean literal(String text) {
        if (!rest.startsWith(text)) {
            return false;
        }
        rest = rest.substring(text.length());
        return true;
    }

    boolean element(String element) {
        return switch (element) {
            case "January" -> month(TextStyle.FULL);
            case "Jan" -> month(TextStyle.SHORT);
            case "Monday", "Mon" -> weekday(element.equals("Mon") ? TextStyle.SHORT : TextStyle.FULL);
            case "1", "01" -> (month = number(element)) >= 0;
            case "2", "_2", "02" -> (day = number(element)) >= 0;
            case "__2", "002" -> (dayOfYear = number("[0-9 ]{2}[0-9]", 3)) >= 0;
            case "15" -> (hour = number("[0-9]{1,2}", 2)) >= 0;
            case "3", "03" -> (hour = number(element)) >= 0;
            case "4", "04" -> (minute = number(element)) >= 0;
            case "5", "05" -> (second = number(element)) >= 0 && unannouncedFraction();
            case "2006" -> (year = number("[0-9]{4}", 4)) >= 0;
            case "06" -> shortYear();
            case "PM", "pm" -> amPm(element);
            case "MST" -> zoneName();
            default -> element.startsWith("-") || element.startsWith("Z") ? offset(element) : fraction(element);
        };
    }

    private int number(String element) {
        return number(
                element.startsWith("0") ? "[0-9]{2}" : element.startsWith("_") ? " ?[0-9]{1,2}" : "[0-9]{1,2}", 2);
    }

    private int number(String form, int longest) {
        var found = Pattern.compile(form).matcher(rest);
        if (!found.lookingAt() || found.group().length() > longest + 1) {
            return -1;
        }
        rest = rest.substring(found.end());
        return Integer.parseInt(found.group().strip());
    }

    private boolean shortYear() {
        var two = number("[0-9]{2}", 2);
        year = two >= 69 ? 1900 + two : 2000 + two;
        return two >= 0;
    }

    private boolean month(TextStyle style) {
        for (var candidate : Month.values()) {
            if (word(candidate.getDisplayName(style, Locale.ENGLISH))) {
                month = candidate.getValue();
                return true;
            }
        }
        return false;
    }

    private boolean weekday(TextStyle style) {
        for (var candidate : DayOfWeek.values()) {
            if (word(candidate.getDisplayName(style, Locale.ENGLISH))) {
                return true;
            }
        }
        return false;
    }

    private boolean word(String word) {
        var isThere = rest.regionMatches(true, 0, word, 0, word.length());
        rest = isThere ? rest.substring(word.length()) : rest;
        return isThere;
    }

    private boolean amPm(String element) {
        var isUpper = element.equals("PM");
        var isLate = literal(isUpper ? "PM" : "pm");
        afternoon = Optional.of(isLate);
        return isLate || literal(isUpper ? "AM" : "am");
    }

    private boolean zoneName() {
        var name = ZONE_NAME.matcher(rest);
        if (name.lookingAt()) {
            rest = rest.substring(name.end());
            return true;
        }
        return false;
    }

    private boolean offset(String element) {
        if (element.startsWith("Z") && literal("Z")) {
            return true;
        }
        var found = OFFSET.matcher(rest);
        var length = element.length();
        if (rest.length() < length || !found.region(0, length).matches()) {
            return false;
        }
        rest = rest.substring(length);
        var seconds = part(found.group(2)) * 3600 + part(found.group(3)) * 60 + part(found.group(4));
        if (seconds > 18 * 3600) {
            return false;
        }
        offset = ZoneOffset.ofTotalSeconds(found.group(1).equals("-") ? -seconds : seconds);
        return true;
    }

    private static int part(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private boolean fraction(String element) {
        var found = FRACTION.matcher(rest);
        if (!found.lookingAt()) {
            return element.charAt(1) == '9';
        }
        if (element.charAt(1) == '0' && found.end() != element.length()) {
            return false;
        }
        var digits = (found.group().substring(1) + "000000000").substring(0, 9);
        nanos = Integer.parseInt(digits);
        rest = rest.substring(found.end());
        return true;
    }

    // Go accepts a fraction after the seconds even if the layout has none.
    private boolean unannouncedFraction() {
        return fraction(".9");
    }
}
