package dev.tocsin.labels;

import java.util.regex.Pattern;

/** Validation of label and metric names. */
public final class LabelName {
    private static final Pattern CLASSIC = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private LabelName() {}

    /** Whether a label name has the legacy form, which needs no quotes. */
    public static boolean isClassic(String name) {
        return CLASSIC.matcher(name).matches();
    }

    /** Whether a name is valid: non-empty valid Unicode. */
    public static boolean isValid(String name) {
        return !name.isEmpty() && isUnicode(name);
    }

    /** Whether a text is valid Unicode, that is, without lone surrogates. */
    public static boolean isUnicode(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
