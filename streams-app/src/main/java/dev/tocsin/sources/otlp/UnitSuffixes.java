package dev.tocsin.sources.otlp;

import java.util.Map;

/**
 * The parts of a unit as suffixes of a metric name: {@code By/s} gives {@code bytes} and {@code per_second}.
 *
 * @param main empty if there is none
 * @param per empty if there is none
 * @see <a href="https://ucum.org/ucum">The Unified Code for Units of Measure</a>
 */
record UnitSuffixes(String main, String per) {
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("d", "days"),
            Map.entry("h", "hours"),
            Map.entry("min", "minutes"),
            Map.entry("s", "seconds"),
            Map.entry("ms", "milliseconds"),
            Map.entry("us", "microseconds"),
            Map.entry("ns", "nanoseconds"),
            Map.entry("By", "bytes"),
            Map.entry("KiBy", "kibibytes"),
            Map.entry("MiBy", "mebibytes"),
            Map.entry("GiBy", "gibibytes"),
            Map.entry("TiBy", "tebibytes"),
            Map.entry("KBy", "kilobytes"),
            Map.entry("kBy", "kilobytes"),
            Map.entry("MBy", "megabytes"),
            Map.entry("GBy", "gigabytes"),
            Map.entry("TBy", "terabytes"),
            Map.entry("m", "meters"),
            Map.entry("V", "volts"),
            Map.entry("A", "amperes"),
            Map.entry("J", "joules"),
            Map.entry("W", "watts"),
            Map.entry("g", "grams"),
            Map.entry("Cel", "celsius"),
            Map.entry("Hz", "hertz"),
            Map.entry("1", ""),
            Map.entry("%", "percent"));
    private static final Map<String, String> PER =
            Map.of("s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y", "year");

    /** A part with braces is an annotation, and no unit. */
    static UnitSuffixes of(String unit) {
        var slash = unit.indexOf('/');
        var main = part(slash < 0 ? unit : unit.substring(0, slash), UNITS);
        var per = slash < 0 ? "" : part(unit.substring(slash + 1), PER);
        return new UnitSuffixes(main, per.isEmpty() ? "" : "per_" + per);
    }

    /** The suffixes with classic characters only. */
    UnitSuffixes escaped() {
        return new UnitSuffixes(escaped(main), escaped(per));
    }

    private static String part(String unit, Map<String, String> names) {
        var text = unit.strip();
        return text.contains("{") || text.contains("}") ? "" : names.getOrDefault(text, text);
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var c = OtlpNames.isClassic(text.charAt(i)) ? text.charAt(i) : '_';
            if (c != '_' || escaped.length() > 0 && escaped.charAt(escaped.length() - 1) != '_') {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
