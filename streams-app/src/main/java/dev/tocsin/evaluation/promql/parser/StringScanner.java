package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.notation.GoQuote;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Scans a quoted string after its opening quote. Escapes can produce bytes that are not UTF-8. Each such byte becomes the
 * unpaired surrogate U+DC00 plus the byte.
 */
final class StringScanner {
    private static final int STRAY_BYTE_BASE = 0xdc00;

    private final CharacterScanner scanner;
    private final int quote;
    private final StringBuilder value = new StringBuilder();
    private final ByteArrayOutputStream escapedBytes = new ByteArrayOutputStream();

    StringScanner(CharacterScanner scanner, int quote) {
        this.scanner = scanner;
        this.quote = quote;
    }

    /** A syntax error in a string. */
    static final class Malformed extends Exception {
        Malformed(String reason) {
            super(reason);
        }
    }

    String scan() throws Malformed {
        while (true) {
            var point = scanner.next();
            if (point == quote) {
                flushBytes();
                return value.toString();
            }
            take(point);
        }
    }

    private void take(int point) throws Malformed {
        var isRaw = quote == '`';
        if (point == CharacterScanner.END || point == '\n' && !isRaw) {
            throw new Malformed(isRaw ? "unterminated raw string" : "unterminated quoted string");
        }
        if (!CharacterScanner.isUnicode(point)) {
            throw new Malformed("invalid UTF-8 rune");
        }
        if (point == '\\' && !isRaw) {
            escape();
        } else if (point != '\r' || !isRaw) {
            append(point);
        }
    }

    private void escape() throws Malformed {
        var point = scanner.next();
        switch (point) {
            case 'a' -> append(7);
            case 'b' -> append('\b');
            case 'f' -> append('\f');
            case 'n' -> append('\n');
            case 'r' -> append('\r');
            case 't' -> append('\t');
            case 'v' -> append(11);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> appendByte(number(point - '0', 2, 8, 0xff));
            case 'x' -> appendByte(number(0, 2, 16, 0xff));
            case 'u' -> append(number(0, 4, 16, Character.MAX_CODE_POINT));
            case 'U' -> append(number(0, 8, 16, Character.MAX_CODE_POINT));
            case CharacterScanner.END -> throw new Malformed("escape sequence not terminated");
            default -> appendItself(point);
        }
    }

    private void appendItself(int point) throws Malformed {
        if (point != '\\' && point != quote) {
            throw new Malformed("unknown escape sequence " + GoQuote.unicode(point));
        }
        append(point);
    }

    private int number(int begun, int digits, int base, int max) throws Malformed {
        var number = (long) begun;
        for (var i = 0; i < digits; i++) {
            var point = scanner.next();
            var digit = point < 0x80 ? Character.digit(point, base) : -1;
            if (point == CharacterScanner.END) {
                throw new Malformed("escape sequence not terminated");
            }
            if (digit < 0) {
                throw new Malformed("illegal character %s in escape sequence".formatted(GoQuote.unicode(point)));
            }
            number = number * base + digit;
        }
        if (number > max || !CharacterScanner.isUnicode((int) number)) {
            throw new Malformed("escape sequence is an invalid Unicode code point");
        }
        return (int) number;
    }

    private void append(int point) {
        flushBytes();
        value.appendCodePoint(point);
    }

    private void appendByte(int octet) {
        escapedBytes.write(octet);
    }

    private void flushBytes() {
        if (escapedBytes.size() > 0) {
            decode(escapedBytes.toByteArray());
            escapedBytes.reset();
        }
    }

    // Decodes valid UTF-8 sequences. Any other byte is kept as a surrogate.
    private void decode(byte[] bytes) {
        var at = 0;
        while (at < bytes.length) {
            var length = lengthOfCharacter(bytes, at);
            if (length == 0) {
                value.append((char) (STRAY_BYTE_BASE + (bytes[at] & 0xff)));
            } else {
                value.append(new String(bytes, at, length, StandardCharsets.UTF_8));
            }
            at += Math.max(length, 1);
        }
    }

    private static int lengthOfCharacter(byte[] bytes, int at) {
        for (var length = 1; length <= 4 && at + length <= bytes.length; length++) {
            var decoded = new String(bytes, at, length, StandardCharsets.UTF_8);
            if (decoded.indexOf('\ufffd') < 0 && decoded.codePointCount(0, decoded.length()) == 1) {
                return length;
            }
        }
        return 0;
    }
}
