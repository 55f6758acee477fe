package dev.tocsin.notification.receivers;

import java.nio.charset.StandardCharsets;

/** Truncates texts to the limits of receivers, with an ellipsis. */
final class Truncate {
    private static final String ELLIPSIS = "…";
    private static final int ELLIPSIS_BYTES = 3;

    private Truncate() {}

    /** @param max number of code points (Go's runes) */
    static String inRunes(String text, int max) {
        if (text.codePointCount(0, text.length()) <= max) {
            return text;
        }
        return max <= ELLIPSIS_BYTES ? runes(text, max) : runes(text, max - 1) + ELLIPSIS;
    }

    /** @param max number of UTF-8 bytes; characters stay whole */
    static String inBytes(String text, int max) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= max) {
            return text;
        }
        return max <= ELLIPSIS_BYTES ? bytes(text, max) : bytes(text, max - ELLIPSIS_BYTES) + ELLIPSIS;
    }

    /** @param max number of UTF-8 bytes; characters stay whole */
    static String inBytesWithoutEllipsis(String text, int max) {
        return bytes(text, max);
    }

    private static String runes(String text, int count) {
        return text.substring(0, text.offsetByCodePoints(0, count));
    }

    private static String bytes(String text, int max) {
        var end = 0;
        for (var left = max; end < text.length(); ) {
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
