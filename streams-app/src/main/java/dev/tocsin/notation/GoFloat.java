package dev.tocsin.notation;

import dev.tocsin.limits.Limit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;

/**
 * Go's text formats of a float64 (package strconv), with the fewest digits that parse to the same number. Special values
 * are NaN, +Inf and -Inf.
 */
public final class GoFloat {
    private static final int MIN_DIGITS = 15;
    private static final int MAX_DIGITS = 17;
    private static final Pattern DECIMAL = Pattern.compile("[0-9.eE+-]+");
    private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]*+\\.?[0-9a-fA-F]*+[pP][+-]?[0-9]++");

    private GoFloat() {}

    /** Format {@code f}: without exponent, as in label values and PromQL literals. */
    public static String plain(double value) {
        return isSpecial(value) ? special(value) : signed(value, new Digits(value).plain());
    }

    /** Format {@code e}: with an exponent of at least two digits, such as {@code 1e+00}. */
    public static String exponent(double value) {
        return isSpecial(value) ? special(value) : signed(value, new Digits(value).exponent());
    }

    /** Format {@code g}, Go's {@code %v}: an exponent below 1e-4 and from 1e6. */
    public static String general(double value) {
        return between(value, -4, 6);
    }

    /** Format of sample values in Prometheus's HTTP API: an exponent below 1e-6 and from 1e21. */
    public static String api(double value) {
        return between(value, -6, 21);
    }

    /** Go's {@code %.4g}: four significant digits, no trailing zeros, an exponent below 1e-4 and from 1e4. */
    public static String fourDigits(double value) {
        if (isSpecial(value)) {
            return special(value);
        }
        var rounded = new BigDecimal(Math.abs(value)).round(new MathContext(4)).doubleValue();
        return signed(value, new Digits(rounded).between(-4, 4));
    }

    /** Parses like {@code strconv.ParseFloat}. @throws NumberFormatException if the text is no number or too large for a double */
    public static double parse(String numeral) {
        if (numeral.length() > Limit.NUMBER_LENGTH.value()) {
            throw new NumberFormatException("number of %d characters, but the maximum is %d"
                    .formatted(numeral.length(), Limit.NUMBER_LENGTH.value()));
        }
        var text = withoutUnderscores(numeral);
        var unsigned = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        var sign = text.startsWith("-") ? -1.0 : 1.0;
        if (unsigned.equalsIgnoreCase("inf") || unsigned.equalsIgnoreCase("infinity")) {
            return sign * Double.POSITIVE_INFINITY;
        }
        if (text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        if (!(isHex(text) ? HEX : DECIMAL).matcher(unsigned).matches()) {
            throw new NumberFormatException("not a number: " + GoQuote.quote(text));
        }
        var value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new NumberFormatException("value out of range: " + GoQuote.quote(text));
        }
        return value;
    }

    private static boolean isHex(String text) {
        var digits = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        return text.startsWith("0x", digits) || text.startsWith("0X", digits);
    }

    /** Removes underscores, each of which must be between digits or after {@code 0x}. */
    private static String withoutUnderscores(String text) {
        if (text.indexOf('_') < 0) {
            return text;
        }
        var digits = isHex(text) ? "0123456789abcdefABCDEF" : "0123456789";
        for (var i = text.indexOf('_'); i >= 0; i = text.indexOf('_', i + 1)) {
            var before = i > 0 ? text.charAt(i - 1) : ' ';
            var after = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            var isAfterPrefix = isHex(text) && (before == 'x' || before == 'X');
            if (digits.indexOf(before) < 0 && !isAfterPrefix || digits.indexOf(after) < 0) {
                throw new NumberFormatException("not a number: " + GoQuote.quote(text));
            }
        }
        return text.replace("_", "");
    }

    private static String between(double value, int lowest, int beyond) {
        return isSpecial(value) ? special(value) : signed(value, new Digits(value).between(lowest, beyond));
    }

    private static String signed(double value, String digits) {
        return Double.doubleToRawLongBits(value) < 0 ? "-" + digits : digits;
    }

    private static boolean isSpecial(double value) {
        return Double.isNaN(value) || Double.isInfinite(value);
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }

    /** The significant digits of a magnitude and the power of ten of the first of them. */
    private static final class Digits {
        private final String digits;
        private final int power;

        Digits(double value) {
            var magnitude = shortest(Math.abs(value));
            digits = magnitude.unscaledValue().toString();
            power = magnitude.signum() == 0 ? 0 : digits.length() - 1 - magnitude.scale();
        }

        // Double.toString is not the shortest before JDK 19.
        private static BigDecimal shortest(double magnitude) {
            var exact = new BigDecimal(magnitude);
            for (var precision = MIN_DIGITS; precision < MAX_DIGITS; precision++) {
                var rounded = exact.round(new MathContext(precision));
                if (rounded.doubleValue() == magnitude) {
                    return rounded.stripTrailingZeros();
                }
            }
            return exact.round(new MathContext(MAX_DIGITS)).stripTrailingZeros();
        }

        String between(int lowest, int beyond) {
            return power < lowest || power >= beyond ? exponent() : plain();
        }

        String exponent() {
            var fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            var magnitude = Math.abs(power);
            return digits.charAt(0) + fraction + (power < 0 ? "e-" : "e+") + (magnitude < 10 ? "0" : "") + magnitude;
        }

        String plain() {
            if (power < 0) {
                return "0." + "0".repeat(-power - 1) + digits;
            }
            if (digits.length() <= power + 1) {
                return digits + "0".repeat(power + 1 - digits.length());
            }
            return digits.substring(0, power + 1) + "." + digits.substring(power + 1);
        }
    }
}
