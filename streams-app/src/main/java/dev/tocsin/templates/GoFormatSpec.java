package dev.tocsin.templates;

import dev.tocsin.notation.GoFloat;
import dev.tocsin.notation.GoQuote;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The flags, minimum width and precision of a {@code printf} verb; -1 where not given. Formats values as Go does. */
record GoFormatSpec(String flags, int width, int precision) {
    /** Go's default number of digits after the decimal point. */
    private static final int DEFAULT_PRECISION = 6;

    /** No double has more significant digits. */
    private static final int MAX_DIGITS = 1100;

    GoFormatSpec() {
        this("", -1, -1);
    }

    GoFormatSpec withFlag(char flag) {
        return new GoFormatSpec(flags + flag, width, precision);
    }

    /** A negative width aligns left, as in Go. */
    GoFormatSpec withWidth(int columns) {
        return columns < -1
                ? new GoFormatSpec(flags + "-", -columns, precision)
                : new GoFormatSpec(flags, columns, precision);
    }

    GoFormatSpec withPrecision(int digits) {
        return new GoFormatSpec(flags, width, digits);
    }

    String value(int verb, Object value) {
        if (verb == 'T') {
            return padded(Values.typeName(value));
        }
        if (verb == 'v') {
            return value instanceof Number number && !(value instanceof TemplateObject)
                    ? number(number instanceof Double ? 'g' : 'd', number)
                    : padded(has('#') && value instanceof String text ? GoQuote.quote(text) : GoPrint.text(value));
        }
        if (verb == 't' && value instanceof Boolean) {
            return padded(value.toString());
        }
        if (value instanceof Number number && (!(value instanceof TemplateObject) || verb != 's')) {
            return number(verb, number);
        }
        if (value instanceof List<?> list && !(value instanceof TemplateObject)) {
            return each(verb, list);
        }
        return value == null || value instanceof Boolean || value instanceof Map && !(value instanceof TemplateObject)
                ? bad(verb, value)
                : text(verb, value);
    }

    private String each(int verb, List<?> list) {
        var text = new BoundedText().add("[");
        for (var i = 0; i < list.size(); i++) {
            var item = Values.normalize(list.get(i));
            // A list can contain itself. GoPrint limits the depth of nested lists.
            text.add(i > 0 ? " " : "").add(item instanceof List ? GoPrint.text(item) : value(verb, item));
        }
        return text.add("]").toString();
    }

    private String text(int verb, Object value) {
        var whole = GoPrint.text(value);
        var cut = precision < 0 || precision >= whole.codePointCount(0, whole.length())
                ? whole
                : whole.substring(0, whole.offsetByCodePoints(0, precision));
        var hex = HexFormat.of().formatHex(cut.getBytes(StandardCharsets.UTF_8));
        return switch (verb) {
            case 's' -> padded(cut);
            case 'q' -> padded(has('#') && !cut.contains("`") ? "`" + cut + "`" : GoQuote.quote(cut));
            case 'x' -> padded(hex);
            case 'X' -> padded(hex.toUpperCase(Locale.ROOT));
            default -> bad(verb, value);
        };
    }

    private String number(int verb, Number value) {
        if (value instanceof Double number) {
            return switch (verb) {
                case 'e', 'E', 'f', 'F', 'g', 'G' -> real((char) verb, number);
                default -> bad(verb, value);
            };
        }
        var whole = value.longValue();
        return switch (verb) {
            case 'd' -> signed(whole < 0, withZeros(Long.toString(whole).replace("-", "")));
            case 'b' -> signed(whole < 0, withZeros(magnitude(whole, 2)));
            case 'o' -> signed(whole < 0, (has('#') ? "0" : "") + withZeros(magnitude(whole, 8)));
            case 'x' -> signed(whole < 0, (has('#') ? "0x" : "") + withZeros(magnitude(whole, 16)));
            case 'X' ->
                signed(
                        whole < 0,
                        (has('#') ? "0X" : "") + withZeros(magnitude(whole, 16).toUpperCase(Locale.ROOT)));
            case 'c' -> padded(character(whole));
            case 'q' -> padded(quotedCharacter(whole));
            case 'U' -> padded("U+%04X".formatted(whole));
            default -> bad(verb, value);
        };
    }

    private String real(char verb, double value) {
        var text = Double.isNaN(value) || Double.isInfinite(value) ? GoFloat.general(value) : finite(verb, value);
        var digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        var signed = text.startsWith("+") && !has('+') ? "+" + digits : null;
        return signed != null
                ? padded(signed)
                : signed(text.startsWith("-"), Character.isUpperCase(verb) ? digits.toUpperCase(Locale.ROOT) : digits);
    }

    private String finite(char verb, double value) {
        var digits = Math.min(precision < 0 ? DEFAULT_PRECISION : precision, MAX_DIGITS);
        var sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        var exact = new BigDecimal(Math.abs(value));
        return switch (Character.toLowerCase(verb)) {
            case 'f' -> sign + exact.setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
            case 'e' -> sign + exponent(exact, digits);
            default -> precision < 0 ? GoFloat.general(value) : sign + general(exact, Math.max(1, digits));
        };
    }

    private static String exponent(BigDecimal exact, int digits) {
        var rounded = exact.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
        var figures = rounded.unscaledValue().toString();
        var power = rounded.signum() == 0 ? 0 : figures.length() - 1 - rounded.scale();
        var padded = (figures + "0".repeat(digits + 1)).substring(0, digits + 1);
        var fraction = digits > 0 ? "." + padded.substring(1) : "";
        return "%c%se%s%02d".formatted(padded.charAt(0), fraction, power < 0 ? "-" : "+", Math.abs(power));
    }

    private static String general(BigDecimal exact, int digits) {
        var rounded =
                exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        if (rounded.signum() == 0) {
            return "0";
        }
        var power = rounded.precision() - 1 - rounded.scale();
        return power < -4 || power >= digits ? exponent(rounded, rounded.precision() - 1) : rounded.toPlainString();
    }

    private static String magnitude(long whole, int radix) {
        return whole == Long.MIN_VALUE ? Long.toUnsignedString(whole, radix) : Long.toString(Math.abs(whole), radix);
    }

    private static String character(long point) {
        return Character.isValidCodePoint((int) point) && point == (int) point
                ? Character.toString((int) point)
                : "\uFFFD";
    }

    private static String quotedCharacter(long point) {
        var quoted = GoQuote.quote(character(point));
        var inner = quoted.substring(1, quoted.length() - 1);
        return "'" + (point == '\'' ? "\\'" : point == '"' ? "\"" : inner) + "'";
    }

    /** The precision of an integer is its minimum number of digits. */
    private String withZeros(String digits) {
        return precision > digits.length()
                ? new BoundedText()
                        .repeat('0', precision - digits.length())
                        .add(digits)
                        .toString()
                : digits;
    }

    private String signed(boolean isNegative, String digits) {
        var sign = isNegative ? "-" : has('+') ? "+" : has(' ') ? " " : "";
        var missing = width - sign.length() - digits.length();
        if (has('0') && !has('-') && missing > 0) {
            return sign + new BoundedText().repeat('0', missing).add(digits);
        }
        return padded(sign + digits);
    }

    private String padded(String plain) {
        var missing = width - plain.codePointCount(0, plain.length());
        if (missing <= 0) {
            return plain;
        }
        var text = new BoundedText();
        return (has('-')
                        ? text.add(plain).repeat(' ', missing)
                        : text.repeat(' ', missing).add(plain))
                .toString();
    }

    private boolean has(char flag) {
        return flags.indexOf(flag) >= 0;
    }

    private static String bad(int verb, Object value) {
        var description = value == null ? "<nil>" : Values.typeName(value) + "=" + GoPrint.text(value);
        return "%!" + Character.toString(verb) + "(" + description + ")";
    }
}
