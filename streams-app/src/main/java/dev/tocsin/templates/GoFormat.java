package dev.tocsin.templates;

import dev.tocsin.notation.GoQuote;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Formats a value by a {@code printf} verb, as Go does. */
final class GoFormat {
    private static final HexFormat HEX = HexFormat.of();

    private GoFormat() {}

    static String value(GoFormatSpec spec, int verb, Object value) {
        if (verb == 'T') {
            return text(spec, 's', Values.typeName(value));
        }
        if (value == null) {
            return verb == 'v' ? spec.padded("<nil>") : bad(spec, verb, null);
        }
        var isObject = value instanceof TemplateObject;
        if (value instanceof Number number && !(isObject && isTextVerb(verb))) {
            return number(spec, verb, number, value);
        }
        if (value instanceof Boolean) {
            return verb == 't' || verb == 'v' ? spec.padded(value.toString()) : bad(spec, verb, value);
        }
        if (value instanceof String text) {
            return isTextVerb(verb) ? text(spec, verb, text) : bad(spec, verb, value);
        }
        if (value instanceof List<?> list && !(isTextVerb(verb) && hasText(value))) {
            return each(spec, verb, list, value);
        }
        if (value instanceof Map<?, ?> map && !(isTextVerb(verb) && hasText(value))) {
            return each(spec, verb, map, value);
        }
        return isTextVerb(verb) ? text(spec, verb, GoPrint.text(value)) : bad(spec, verb, value);
    }

    private static boolean isTextVerb(int verb) {
        return verb == 'v' || verb == 's' || verb == 'q' || verb == 'x' || verb == 'X';
    }

    /** Whether Go's type has a method {@code String}. Types that are named as Go's built-in ones have no methods. */
    private static boolean hasText(Object value) {
        return value instanceof TemplateObject object
                && !object.templateType().name().startsWith("[]")
                && !object.templateType().name().startsWith("map[");
    }

    private static String number(GoFormatSpec spec, int verb, Number number, Object value) {
        var formatted = number instanceof Double real
                ? GoNumberFormat.real(spec, verb == 'v' ? 'g' : verb, real)
                : GoNumberFormat.whole(spec, verb == 'v' ? 'd' : verb, number.longValue());
        return formatted.orElseGet(() -> bad(spec, verb, value));
    }

    private static String each(GoFormatSpec spec, int verb, List<?> list, Object value) {
        var isSyntax = spec.syntax() && verb == 'v';
        return list.stream()
                .map(item -> element(spec, verb, item))
                .collect(Collectors.joining(
                        isSyntax ? ", " : " ", isSyntax ? Values.typeName(value) + "{" : "[", isSyntax ? "}" : "]"));
    }

    private static String each(GoFormatSpec spec, int verb, Map<?, ?> map, Object value) {
        var isSyntax = spec.syntax() && verb == 'v';
        return map.keySet().stream()
                .sorted(GoPrint.BY_KEY)
                .map(key -> element(spec, verb, String.valueOf(key)) + ":" + element(spec, verb, map.get(key)))
                .collect(Collectors.joining(
                        isSyntax ? ", " : " ", isSyntax ? Values.typeName(value) + "{" : "map[", isSyntax ? "}" : "]"));
    }

    // A list can contain itself. GoPrint limits the depth of nested lists.
    private static String element(GoFormatSpec spec, int verb, Object item) {
        var value = Values.normalize(item);
        return value instanceof List || value instanceof Map ? GoPrint.text(value) : value(spec, verb, value);
    }

    private static String text(GoFormatSpec spec, int verb, String text) {
        return switch (verb) {
            case 'v' -> spec.syntax() ? quoted(spec, text) : spec.padded(spec.truncated(text));
            case 's' -> spec.padded(spec.truncated(text));
            case 'q' -> quoted(spec, text);
            case 'x' -> hexadecimal(spec, text, "0x");
            default -> hexadecimal(spec, text, "0X").toUpperCase(Locale.ROOT);
        };
    }

    private static String quoted(GoFormatSpec spec, String text) {
        var cut = spec.truncated(text);
        if (spec.sharp() && GoQuote.fitsBackquotes(cut)) {
            return spec.padded("`" + cut + "`");
        }
        return spec.padded(spec.plus() ? GoQuote.ascii(cut) : GoQuote.quote(cut));
    }

    /** The bytes of the text. The precision is a number of bytes. */
    private static String hexadecimal(GoFormatSpec spec, String text, String prefix) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var length = spec.precision() < 0 ? bytes.length : Math.min(spec.precision(), bytes.length);
        var start = spec.sharp() && length > 0 ? prefix : "";
        var separated = spec.space() ? HEX.withDelimiter(spec.sharp() ? " " + prefix : " ") : HEX;
        return spec.padded(start + separated.formatHex(bytes, 0, length));
    }

    /** Go's text for a verb that does not fit the value, which keeps its flags. */
    private static String bad(GoFormatSpec spec, int verb, Object value) {
        var description = value == null ? "<nil>" : Values.typeName(value) + "=" + value(spec, 'v', value);
        return "%!" + Character.toString(verb) + "(" + description + ")";
    }
}
