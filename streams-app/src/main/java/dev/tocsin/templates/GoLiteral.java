package dev.tocsin.templates;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.templates.Operand.Constant;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalLong;

/** Parses Go's string, character and number literals. All methods throw IllegalArgumentException with Go's message. */
final class GoLiteral {
    private static final String SINGLE_CHARACTER_ESCAPES = "abfnrtv\\'\"";
    private static final String UNESCAPED = "\u0007\b\f\n\r\t\u000b\\'\"";

    private GoLiteral() {}

    /** The content of a quoted or raw string literal. */
    static String text(String quoted) {
        var inner = quoted.substring(1, quoted.length() - 1);
        return quoted.startsWith("`") ? inner.replace("\r", "") : unescaped(inner, quoted.charAt(0));
    }

    static Constant number(int position, String text) {
        if (text.startsWith("'")) {
            return character(position, text);
        }
        var plain = withoutUnderscores(text);
        var isFloat = plain.toLowerCase(Locale.ROOT).startsWith("0x", digitsAt(plain))
                ? plain.matches(".*[.pP].*")
                : plain.matches(".*[.eE].*");
        return isFloat ? decimal(position, text, plain) : integer(position, text, plain);
    }

    private static Constant character(int position, String text) {
        var value = unescaped(text.substring(1, text.length() - 1), '\'');
        if (value.isEmpty() || value.codePointCount(0, value.length()) != 1) {
            throw new IllegalArgumentException("malformed character constant: " + text);
        }
        var point = (long) value.codePointAt(0);
        return new Constant(position, text, point, OptionalLong.of(point));
    }

    private static Constant integer(int position, String text, String plain) {
        var from = digitsAt(plain);
        var digits = plain.substring(from).toLowerCase(Locale.ROOT);
        try {
            var magnitude = digits.startsWith("0x")
                    ? new BigInteger(digits.substring(2), 16)
                    : digits.startsWith("0o")
                            ? new BigInteger(digits.substring(2), 8)
                            : digits.startsWith("0b") ? new BigInteger(digits.substring(2), 2) : decimalOrOctal(digits);
            var value = (plain.startsWith("-") ? magnitude.negate() : magnitude).longValueExact();
            return new Constant(position, text, value, OptionalLong.of(value));
        } catch (NumberFormatException e) {
            throw illegal(text, e);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("integer overflow: " + GoQuote.quote(text), e);
        }
    }

    private static BigInteger decimalOrOctal(String digits) {
        return digits.length() > 1 && digits.startsWith("0") ? new BigInteger(digits, 8) : new BigInteger(digits);
    }

    private static Constant decimal(int position, String text, String plain) {
        try {
            var value = Double.parseDouble(plain);
            if (Double.isInfinite(value)) {
                throw illegal(text, null);
            }
            var isWhole = value == Math.rint(value) && Math.abs(value) < 0x1p63;
            return new Constant(position, text, value, isWhole ? OptionalLong.of((long) value) : OptionalLong.empty());
        } catch (NumberFormatException e) {
            throw illegal(text, e);
        }
    }

    private static IllegalArgumentException illegal(String text, Exception cause) {
        return new IllegalArgumentException("illegal number syntax: " + GoQuote.quote(text), cause);
    }

    private static int digitsAt(String plain) {
        return plain.startsWith("+") || plain.startsWith("-") ? 1 : 0;
    }

    // Go allows underscores only between digits, or between a prefix and a digit.
    private static String withoutUnderscores(String text) {
        if (text.contains("_")
                && !text.matches("[+-]?(0[xXoObB]_?)?[0-9a-fA-F]+(_[0-9a-fA-F]+)*([.pP+-][0-9a-fA-F_]*)*")) {
            throw illegal(text, null);
        }
        return text.replace("_", "");
    }

    private static String unescaped(String inner, char quote) {
        var text = new Unescaped();
        var i = 0;
        while (i < inner.length()) {
            var c = inner.codePointAt(i);
            i += Character.charCount(c);
            i = c == '\\' ? escape(inner, i, quote, text) : text.add(c, i);
        }
        return text.toString();
    }

    private static int escape(String inner, int at, char quote, Unescaped text) {
        var c = at < inner.length() ? inner.charAt(at) : ' ';
        var simple = SINGLE_CHARACTER_ESCAPES.indexOf(c);
        if (simple >= 0 && (c != '\'' && c != '"' || c == quote)) {
            return text.add(UNESCAPED.charAt(simple), at + 1);
        }
        var digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : c >= '0' && c <= '7' ? 3 : 0;
        var from = digits == 3 ? at : at + 1;
        try {
            if (digits == 0 || from + digits > inner.length()) {
                throw new NumberFormatException("no escape");
            }
            var value = Integer.parseInt(inner.substring(from, from + digits), digits == 3 ? 8 : 16);
            return digits == 2 || digits == 3
                    ? text.addByte(value, from + digits)
                    : text.add(valid(value), from + digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("invalid syntax", e);
        }
    }

    private static int valid(int point) {
        if (!Character.isValidCodePoint(point) || point >= 0xd800 && point < 0xe000) {
            throw new NumberFormatException("no code point");
        }
        return point;
    }

    /** A string built of code points and bytes; the bytes must be valid UTF-8. */
    private static final class Unescaped {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        int add(int point, int next) {
            bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            return next;
        }

        int addByte(int value, int next) {
            if (value > 0xff) {
                throw new NumberFormatException("no byte");
            }
            bytes.write(value);
            return next;
        }

        @Override
        public String toString() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
