package dev.tocsin.labels;

/** Validation of label and metric names. */
public final class LabelName {
    private LabelName() {}

    /** Whether a label name has the legacy form, which needs no quotes. */
    public static boolean isClassic(String name) {
        for (var i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            var isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
            if (!isLetter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Whether a name is valid: non-empty valid Unicode. */
    public static boolean isValid(String name) {
        return !name.isEmpty() && isUnicode(name);
    }

    /** Whether a text is valid Unicode, that is, without lone surrogates. */
    public static boolean isUnicode(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                var isPair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!isPair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
