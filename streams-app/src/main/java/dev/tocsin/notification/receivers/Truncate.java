package dev.tocsin.notification.receivers;

import java.nio.charset.StandardCharsets;

/** Shortens what is too long for a receiver; an ellipsis shows it. */
final class Truncate {
    private static final String ELLIPSIS = "…";
    private static final int ELLIPSIS_BYTES = 3;

    private Truncate() {}

    /** At most so many code points. */
    static String inRunes(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return most <= ELLIPSIS_BYTES ? runes(text, most) : runes(text, most - 1) + ELLIPSIS;
    }

    /** At most so many bytes of UTF-8, and no half of a character. */
    static String inBytes(String text, int most) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= most) {
            return text;
        }
        return most <= ELLIPSIS_BYTES ? bytes(text, most) : bytes(text, most - ELLIPSIS_BYTES) + ELLIPSIS;
    }

    /** At most so many bytes of UTF-8, without showing it. */
    static String inBytesWithoutEllipsis(String text, int most) {
        return bytes(text, most);
    }

    private static String runes(String text, int count) {
        return text.substring(0, text.offsetByCodePoints(0, count));
    }

    private static String bytes(String text, int most) {
        var end = 0;
        for (var left = most; end < text.length(); ) {
            var point = Character.toString(text.codePointAt(end));
            left -= point.getBytes(StandardCharsets.UTF_8).length;
            if (left < 0) {
                break;
            }
            end += point.length();
        }
        return text.substring(0, end);
    }
}
