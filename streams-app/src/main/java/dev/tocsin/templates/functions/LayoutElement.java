package dev.tocsin.templates.functions;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/** Formats one element of a layout. */
final class LayoutElement {
    private static final DateTimeFormatter ZONE_NAME = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

    private LayoutElement() {}

    static String write(String element, ZonedDateTime time) {
        var hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        return switch (element) {
            case "January" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Jan" -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case "1" -> String.valueOf(time.getMonthValue());
            case "01" -> twoDigits(time.getMonthValue());
            case "Monday" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "Mon" -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case "2" -> String.valueOf(time.getDayOfMonth());
            case "_2" -> "%2d".formatted(time.getDayOfMonth());
            case "02" -> twoDigits(time.getDayOfMonth());
            case "__2" -> "%3d".formatted(time.getDayOfYear());
            case "002" -> "%03d".formatted(time.getDayOfYear());
            case "15" -> twoDigits(time.getHour());
            case "3" -> String.valueOf(hour);
            case "03" -> twoDigits(hour);
            case "4" -> String.valueOf(time.getMinute());
            case "04" -> twoDigits(time.getMinute());
            case "5" -> String.valueOf(time.getSecond());
            case "05" -> twoDigits(time.getSecond());
            case "2006" -> "%04d".formatted(time.getYear());
            case "06" -> twoDigits(Math.floorMod(time.getYear(), 100));
            case "PM" -> time.getHour() < 12 ? "AM" : "PM";
            case "pm" -> time.getHour() < 12 ? "am" : "pm";
            case "MST" -> zone(time);
            default ->
                element.startsWith("-") || element.startsWith("Z") ? offset(element, time) : fraction(element, time);
        };
    }

    private static String zone(ZonedDateTime time) {
        if (time.getZone() instanceof ZoneOffset offset) {
            return offset.equals(ZoneOffset.UTC)
                    ? "UTC"
                    : offset(offset.getTotalSeconds() % 3600 == 0 ? "-07" : "-0700", time);
        }
        return ZONE_NAME.format(time);
    }

    private static String offset(String element, ZonedDateTime time) {
        var seconds = time.getOffset().getTotalSeconds();
        if (element.startsWith("Z") && seconds == 0) {
            return "Z";
        }
        var colon = element.contains(":") ? ":" : "";
        var parts = element.replace(":", "").length() / 2;
        var magnitude = Math.abs(seconds);
        var minutes = parts > 1 ? colon + twoDigits(magnitude / 60 % 60) : "";
        return (seconds < 0 ? "-" : "+")
                + twoDigits(magnitude / 3600)
                + minutes
                + (parts > 2 ? colon + twoDigits(magnitude % 60) : "");
    }

    private static String fraction(String element, ZonedDateTime time) {
        var digits = Math.min(9, element.length() - 1);
        var fraction = "%09d".formatted(time.getNano()).substring(0, digits);
        if (element.charAt(1) == '0') {
            return element.charAt(0) + fraction + "0".repeat(element.length() - 1 - digits);
        }
        var kept = fraction.replaceAll("0+$", "");
        return kept.isEmpty() ? "" : element.charAt(0) + kept;
    }

    private static String twoDigits(int number) {
        return "%02d".formatted(number);
    }
}
