package dev.tocsin.archive;

/** Replaces characters that databases cannot store. */
final class StorableText {
    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /** The text with U+FFFD in place of NUL characters and unpaired surrogates. */
    static String storable(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (isUnstorable(text, i)) {
                return withReplacements(text);
            }
        }
        return text;
    }

    private static String withReplacements(String text) {
        var clean = new StringBuilder(text);
        for (var i = 0; i < text.length(); i++) {
            if (isUnstorable(text, i)) {
                clean.setCharAt(i, REPLACEMENT);
            }
        }
        return clean.toString();
    }

    private static boolean isUnstorable(String text, int i) {
        var here = text.charAt(i);
        if (Character.isHighSurrogate(here)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return here == 0
                || Character.isLowSurrogate(here) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
