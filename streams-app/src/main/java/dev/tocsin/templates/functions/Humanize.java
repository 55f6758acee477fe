package dev.tocsin.templates.functions;

import static dev.tocsin.notation.GoFloat.fourDigits;

import java.util.List;

/** The humanize functions: four significant digits with a unit prefix. */
final class Humanize {
    private static final List<String> LARGE = List.of("", "k", "M", "G", "T", "P", "E", "Z", "Y");
    private static final List<String> SMALL = List.of("", "m", "u", "n", "p", "f", "a", "z", "y");
    private static final List<String> BINARY = List.of("", "ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi");

    private Humanize() {}

    static String metric(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return fourDigits(value);
        }
        return Math.abs(value) >= 1 ? divided(value, 1000, LARGE) : multiplied(value);
    }

    static String binary(double value) {
        return Math.abs(value) <= 1 || !Double.isFinite(value) ? fourDigits(value) : divided(value, 1024, BINARY);
    }

    static String percentage(double value) {
        return fourDigits(value * 100) + "%";
    }

    static String timestamp(double seconds) {
        return Double.isFinite(seconds) ? Numbers.time(seconds).toString() : fourDigits(seconds);
    }

    static String duration(double seconds) {
        if (!Double.isFinite(seconds)) {
            return fourDigits(seconds);
        }
        if (seconds == 0 || Math.abs(seconds) >= 1) {
            return (seconds < 0 ? "-" : "") + atLeastASecond(Math.abs(seconds));
        }
        return multiplied(seconds) + "s";
    }

    private static String atLeastASecond(double seconds) {
        var whole = (long) seconds;
        var days = whole / 86_400;
        var hours = whole / 3_600 % 24;
        var minutes = whole / 60 % 60;
        if (whole < 60) {
            return fourDigits(seconds) + "s";
        }
        return (days > 0 ? days + "d " : "") + (whole >= 3_600 ? hours + "h " : "") + minutes + "m " + whole % 60 + "s";
    }

    private static String divided(double value, int by, List<String> units) {
        var rest = value;
        var unit = 0;
        while (Math.abs(rest) >= by && unit < units.size() - 1) {
            rest /= by;
            unit++;
        }
        return fourDigits(rest) + units.get(unit);
    }

    private static String multiplied(double value) {
        var rest = value;
        var unit = 0;
        while (Math.abs(rest) < 1 && unit < SMALL.size() - 1) {
            rest *= 1000;
            unit++;
        }
        return fourDigits(rest) + SMALL.get(unit);
    }
}
