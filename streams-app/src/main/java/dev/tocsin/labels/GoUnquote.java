package dev.tocsin.labels;

import dev.tocsin.notation.GoQuote;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Unquotes a Go string: the inverse of {@link GoQuote}. */
final class GoUnquote {
    private final String text;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int at;

    private GoUnquote(String text) {
        this.text = text;
    }

    /**
     * @param between the text without its quotes
     * @throws IllegalArgumentException if an escape is invalid in Go, or the bytes are not valid UTF-8
     */
    static String unquote(String between) {
        return new GoUnquote(between).read();
    }

    private String read() {
        while (at < text.length()) {
            var point = text.codePointAt(at);
            at += Character.charCount(point);
            if (point == '\\') {
                escape();
            } else if (point == '\n' || point == '"') {
                throw invalid();
            } else {
                put(point);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid();
        }
    }

    private void escape() {
        if (at == text.length()) {
            throw invalid();
        }
        var kind = text.charAt(at++);
        switch (kind) {
            case 'a' -> put(7);
            case 'b' -> put('\b');
            case 'f' -> put('\f');
            case 'n' -> put('\n');
            case 'r' -> put('\r');
            case 't' -> put('\t');
            case 'v' -> put(11);
            case '\\', '"' -> put(kind);
            case 'x' -> bytes.write(number(2, 16));
            case 'u' -> put(codePoint(number(4, 16)));
            case 'U' -> put(codePoint(number(8, 16)));
            default -> octal();
        }
    }

    private void octal() {
        at--;
        var value = number(3, 8);
        if (value > 0xff) {
            throw invalid();
        }
        bytes.write(value);
    }

    private int number(int digits, int radix) {
        if (at + digits > text.length()) {
            throw invalid();
        }
        var value = 0L;
        for (var i = 0; i < digits; i++) {
            var digit = Character.digit(text.charAt(at++), radix);
            if (digit < 0) {
                throw invalid();
            }
            value = value * radix + digit;
        }
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    private int codePoint(int value) {
        if (value > Character.MAX_CODE_POINT || value >= 0xd800 && value <= 0xdfff) {
            throw invalid();
        }
        return value;
    }

    private void put(int point) {
        bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
    }

    private IllegalArgumentException invalid() {
        return new IllegalArgumentException("\"%s\" is not a valid Go string".formatted(text));
    }
}
