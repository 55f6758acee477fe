package dev.tocsin.templates;

import dev.tocsin.notation.GoFloat;
import dev.tocsin.notation.GoQuote;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/** Formats numbers by a {@code printf} verb, as Go does. The result is empty for a verb that does not fit. */
final class GoNumberFormat {
    /** Go's default number of digits after the decimal point, and of significant digits with the sharp flag. */
    private static final int DEFAULT_PRECISION = 6;

    /** No double has more significant digits. */
    private static final int MAX_DIGITS = 1100;

    private static final int FRACTION_BITS = 52;

    private GoNumberFormat() {}

    static Optional<String> whole(GoFormatSpec spec, int verb, long value) {
        return Optional.ofNullable(
                switch (verb) {
                    case 'd' -> whole(spec, value, 10, "");
                    case 'b' -> whole(spec, value, 2, spec.sharp() ? "0b" : "");
                    case 'o' -> whole(spec, value, 8, spec.sharp() ? "0" : "");
                    case 'O' -> whole(spec, value, 8, spec.sharp() ? "0o0" : "0o");
                    case 'x' -> whole(spec, value, 16, spec.sharp() ? "0x" : "");
                    case 'X' -> whole(spec, value, 16, spec.sharp() ? "0X" : "").toUpperCase(Locale.ROOT);
                    case 'c' -> spec.padded(Character.toString(character(value)));
                    case 'q' -> spec.padded(quoted(spec, character(value)));
                    case 'U' -> spec.withoutZero().padded(unicode(spec, value));
                    default -> null;
                });
    }

    /** The precision is the minimum number of digits; without it, zeros fill the width. */
    private static String whole(GoFormatSpec spec, long value, int radix, String prefix) {
        var plain = spec.withoutZero();
        if (spec.precision() == 0 && value == 0) {
            return plain.padded("");
        }
        var sign = spec.sign(value < 0);
        var least = spec.precision() >= 0 ? spec.precision() : spec.fillsWithZeros() ? spec.width() - sign.length() : 0;
        var digits =
                value == Long.MIN_VALUE ? Long.toUnsignedString(value, radix) : Long.toString(Math.abs(value), radix);
        var filled = new BoundedText()
                .repeat('0', least - digits.length())
                .add(digits)
                .toString();
        var start = radix == 8 && prefix.endsWith("0") && filled.startsWith("0")
                ? prefix.substring(0, prefix.length() - 1)
                : prefix;
        return plain.padded(sign + start + filled);
    }

    private static int character(long point) {
        return Character.isValidCodePoint((int) point)
                        && point == (int) point
                        && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                ? (int) point
                : 0xfffd;
    }

    private static String quoted(GoFormatSpec spec, int point) {
        if (!spec.plus() || point < 0x80) {
            return GoQuote.character(point);
        }
        var ascii = GoQuote.ascii(Character.toString(point));
        return "'" + ascii.substring(1, ascii.length() - 1) + "'";
    }

    private static String unicode(GoFormatSpec spec, long value) {
        var digits = Long.toHexString(value).toUpperCase(Locale.ROOT);
        var least = Math.max(4, spec.precision());
        var number =
                "U+" + new BoundedText().repeat('0', least - digits.length()).add(digits);
        var isCharacter = value >= 0 && value <= Character.MAX_CODE_POINT;
        return spec.sharp() && isCharacter && GoQuote.isPrintable((int) value)
                ? number + " '" + Character.toString((int) value) + "'"
                : number;
    }

    static Optional<String> real(GoFormatSpec spec, int verb, double value) {
        if ("eEfFgGxXb".indexOf(verb) < 0) {
            return Optional.empty();
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            var magnitude = Double.isNaN(value) ? "NaN" : "Inf";
            var sign = spec.sign(value < 0);
            return Optional.of(
                    spec.withoutZero().padded((sign.isEmpty() && !Double.isNaN(value) ? "+" : sign) + magnitude));
        }
        var sign = spec.sign(Double.doubleToRawLongBits(value) < 0);
        var digits = digits(spec, (char) verb, Math.abs(value));
        if (spec.sharp() && verb != 'b') {
            digits = withPoint(digits, verb, spec.precision());
        }
        if (spec.fillsWithZeros() && !sign.isEmpty()) {
            var missing = spec.width() - sign.length() - digits.length();
            return Optional.of(sign + new BoundedText().repeat('0', missing).add(digits));
        }
        return Optional.of(spec.padded(sign + digits));
    }

    private static String digits(GoFormatSpec spec, char verb, double magnitude) {
        var given = Math.min(spec.precision(), MAX_DIGITS);
        var precision = given < 0 ? DEFAULT_PRECISION : given;
        var exact = new BigDecimal(magnitude);
        var lower = switch (Character.toLowerCase(verb)) {
            case 'f' -> exact.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
            case 'e' -> exponent(exact, precision);
            case 'x' -> hexadecimal(magnitude, given);
            case 'b' -> binary(magnitude);
            default -> given < 0 ? GoFloat.general(magnitude) : general(exact, Math.max(1, given));
        };
        return Character.isUpperCase(verb) ? lower.toUpperCase(Locale.ROOT) : lower;
    }

    private static String exponent(BigDecimal exact, int digits) {
        var rounded = exact.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
        var figures = rounded.unscaledValue().toString();
        var power = rounded.signum() == 0 ? 0 : figures.length() - 1 - rounded.scale();
        var padded = (figures + "0".repeat(digits + 1)).substring(0, digits + 1);
        var fraction = digits > 0 ? "." + padded.substring(1) : "";
        return "%c%se%s%02d".formatted(padded.charAt(0), fraction, power < 0 ? "-" : "+", Math.abs(power));
    }

    /** An exponent is written from the precision on; if the number is exact before, from its last digit on. */
    private static String general(BigDecimal exact, int digits) {
        var rounded =
                exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        if (rounded.signum() == 0) {
            return "0";
        }
        var power = rounded.precision() - 1 - rounded.scale();
        return power < -4 || power >= digits ? exponent(rounded, rounded.precision() - 1) : rounded.toPlainString();
    }

    /** Such as {@code 0x1.8p+01}: the fraction in hexadecimal digits, the exponent of two. */
    private static String hexadecimal(double magnitude, int precision) {
        if (magnitude == 0) {
            return "0x0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "p+00";
        }
        var power = Math.getExponent(magnitude);
        var fraction = Double.doubleToRawLongBits(magnitude) & (1L << FRACTION_BITS) - 1;
        if (power < Double.MIN_EXPONENT) {
            var shift = Long.numberOfLeadingZeros(fraction) - (Long.SIZE - FRACTION_BITS - 1);
            fraction <<= shift;
            power = Double.MIN_EXPONENT - shift;
        } else {
            fraction |= 1L << FRACTION_BITS;
        }
        if (precision >= 0 && precision < FRACTION_BITS / 4) {
            var dropped = FRACTION_BITS - 4 * precision;
            var rest = fraction & (1L << dropped) - 1;
            var half = 1L << dropped - 1;
            fraction >>= dropped;
            fraction += rest > half || rest == half && (fraction & 1) == 1 ? 1 : 0;
            fraction <<= dropped;
            if (fraction >> FRACTION_BITS > 1) {
                fraction >>= 1;
                power++;
            }
        }
        var hex = "%013x".formatted(fraction & (1L << FRACTION_BITS) - 1);
        var shown = precision < 0
                ? hex.replaceFirst("0+$", "")
                : (hex + "0".repeat(Math.max(0, precision - hex.length()))).substring(0, precision);
        return "0x1%s%sp%s%02d".formatted(shown.isEmpty() ? "" : ".", shown, power < 0 ? "-" : "+", Math.abs(power));
    }

    private static String binary(double magnitude) {
        var bits = Double.doubleToRawLongBits(magnitude);
        var fraction = bits & (1L << FRACTION_BITS) - 1;
        var isNormal = bits >>> FRACTION_BITS > 0;
        var power = Math.max(Math.getExponent(magnitude), Double.MIN_EXPONENT) - FRACTION_BITS;
        return "%dp%s%d".formatted(isNormal ? fraction | 1L << FRACTION_BITS : fraction, power < 0 ? "" : "+", power);
    }

    /** The sharp flag: a decimal point always, and all digits of the precision. */
    private static String withPoint(String number, int verb, int precision) {
        var isHex = verb == 'x' || verb == 'X';
        var end = number.length();
        for (var i = 0; i < number.length(); i++) {
            if (isHex ? "pP".indexOf(number.charAt(i)) >= 0 : "eE".indexOf(number.charAt(i)) >= 0) {
                end = i;
                break;
            }
        }
        var digits = number.substring(0, end);
        var text = new BoundedText().add(digits).add(digits.contains(".") ? "" : ".");
        var wanted = verb == 'g' || verb == 'G' || verb == 'x' ? (precision < 0 ? DEFAULT_PRECISION : precision) : 0;
        return text.repeat('0', wanted - significant(digits))
                .add(number.substring(end))
                .toString();
    }

    /** Digits from the first that is not zero, as Go counts them: a lone zero is one. */
    private static int significant(String digits) {
        var count = 0;
        for (var c : digits.toCharArray()) {
            count += c == '.' || count == 0 && c == '0' ? 0 : 1;
        }
        return digits.equals("0") ? 1 : count;
    }
}
