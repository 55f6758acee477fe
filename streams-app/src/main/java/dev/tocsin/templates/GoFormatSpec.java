package dev.tocsin.templates;

/**
 * The flags, minimum width and precision of a {@code printf} verb.
 *
 * @param plus whether numbers always have a sign, and quoted texts are in ASCII
 * @param sharp the alternate form, such as {@code 0x} before a hexadecimal number
 * @param syntax whether {@code %#v} prints Go's syntax
 * @param width -1 if it is not given
 * @param precision -1 if it is not given
 */
record GoFormatSpec(
        boolean plus,
        boolean minus,
        boolean sharp,
        boolean space,
        boolean zero,
        boolean syntax,
        int width,
        int precision) {

    static GoFormatSpec of(String flags) {
        return new GoFormatSpec(
                flags.contains("+"),
                flags.contains("-"),
                flags.contains("#"),
                flags.contains(" "),
                flags.contains("0"),
                false,
                -1,
                -1);
    }

    GoFormatSpec withWidth(int columns) {
        return new GoFormatSpec(plus, minus, sharp, space, zero, syntax, columns, precision);
    }

    GoFormatSpec withPrecision(int digits) {
        return new GoFormatSpec(plus, minus, sharp, space, zero, syntax, width, digits);
    }

    /** A negative width aligns left. */
    GoFormatSpec leftAligned(int columns) {
        return new GoFormatSpec(plus, true, sharp, space, false, syntax, columns, precision);
    }

    GoFormatSpec withoutZero() {
        return new GoFormatSpec(plus, minus, sharp, space, false, syntax, width, precision);
    }

    /** For {@code v} and {@code w}, plus and sharp mean other forms of the value and not of its numbers and texts. */
    GoFormatSpec forVerb(int verb) {
        return verb == 'v' || verb == 'w'
                ? new GoFormatSpec(false, minus, false, space, zero, sharp, width, precision)
                : this;
    }

    /** Whether zeros fill the width. Zeros are written to the left only. */
    boolean fillsWithZeros() {
        return zero && !minus && width >= 0;
    }

    /** The sign of a number; empty if it has none. */
    String sign(boolean isNegative) {
        return isNegative ? "-" : plus ? "+" : space ? " " : "";
    }

    /** The text, filled up to the width. */
    String padded(String plain) {
        var missing = width - plain.codePointCount(0, plain.length());
        if (missing <= 0) {
            return plain;
        }
        var text = new BoundedText();
        return (minus
                        ? text.add(plain).repeat(' ', missing)
                        : text.repeat(zero ? '0' : ' ', missing).add(plain))
                .toString();
    }

    /** The first characters of the text, as many as the precision says. */
    String truncated(String text) {
        return precision < 0 || precision >= text.codePointCount(0, text.length())
                ? text
                : text.substring(0, text.offsetByCodePoints(0, precision));
    }
}
