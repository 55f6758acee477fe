package dev.tocsin.labels;

import java.util.regex.Pattern;

/** The rules for names of labels and metrics. */
public final class LabelName {
    private static final Pattern CLASSIC = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private LabelName() {}

    /** Whether a label's name is of the classic form, which needs no quotes. */
    public static boolean isClassic(String name) {
        return CLASSIC.matcher(name).matches();
    }

    /** Whether a name may be used at all: any text that is not empty and is valid Unicode. */
    public static boolean isValid(String name) {
        return !name.isEmpty() && isUnicode(name);
    }

    /** Whether a text is valid Unicode, so that it survives being written as UTF-8. */
    public static boolean isUnicode(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
