package dev.tocsin.archive;

/** Replaces characters that databases cannot store. */
final class StorableText {
    private static final int REPLACEMENT = 0xFFFD;

    private StorableText() {}

    /** The text with U+FFFD in place of NUL characters and unpaired surrogates. */
    static String storable(String text) {
        return isStorable(text)
                ? text
                : text.codePoints()
                        .map(codePoint -> isUnstorable(codePoint) ? REPLACEMENT : codePoint)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isStorable(String text) {
        for (var i = 0; i < text.length(); i++) {
            var one = text.charAt(i);
            if (one == 0 || Character.isSurrogate(one)) {
                return text.codePoints().noneMatch(StorableText::isUnstorable);
            }
        }
        return true;
    }

    /** The beginning of a text that is longer than a number of characters, with an ellipsis. */
    static String shortened(String text, int maxCharacters) {
        return text.length() > maxCharacters ? storable(text.substring(0, maxCharacters)) + "..." : text;
    }

    // A surrogate that is a code point of its own is unpaired.
    private static boolean isUnstorable(int codePoint) {
        return codePoint == 0 || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
