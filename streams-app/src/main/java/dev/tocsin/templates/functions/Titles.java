package dev.tocsin.templates.functions;

import dev.tocsin.templates.BoundedText;
import java.util.Locale;

/** Functions that change the case of letters. As in Go, each letter becomes one letter. */
final class Titles {
    private static final String INSIDE_WORDS = "'\u2019_.:";

    private static final int SIGMA = 0x3a3;

    private Titles() {}

    static String upper(String text) {
        var upper = new BoundedText();
        text.codePoints().forEach(c -> upper.add(Character.toUpperCase(c)));
        return upper.toString();
    }

    static String lower(String text) {
        var lower = new BoundedText();
        text.codePoints().forEach(c -> lower.add(Character.toLowerCase(c)));
        return lower.toString();
    }

    /** Prometheus: only the first letter of each word changes. */
    static String upperFirst(String text) {
        var title = new BoundedText();
        var before = new int[] {' '};
        text.codePoints().forEach(c -> {
            var inside = Character.isLetterOrDigit(before[0]) || before[0] == '_';
            title.add(inside ? c : Character.toTitleCase(c));
            before[0] = c;
        });
        return title.toString();
    }

    /**
     * Alertmanager: the rest of each word becomes lower case; an apostrophe is part of a word. A letter can become two, as
     * in {@code Ss} for a German sharp s.
     */
    static String onlyFirst(String text) {
        var title = new BoundedText();
        var inside = false;
        for (var i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            var c = text.codePointAt(i);
            if (Character.isLetter(c)) {
                title.add(inside ? lowerInside(text, i) : capital(c));
                inside = true;
            } else {
                title.add(c);
                inside = inside && (Character.isDigit(c) || INSIDE_WORDS.indexOf(c) >= 0);
            }
        }
        return title.toString();
    }

    // A sigma at the end of a word has a form of its own.
    private static String lowerInside(String text, int at) {
        var c = text.codePointAt(at);
        var isLast = at + 1 >= text.length() || !Character.isLetter(text.codePointAt(at + 1));
        return c == SIGMA ? isLast ? "\u03c2" : "\u03c3" : Character.toString(c).toLowerCase(Locale.ROOT);
    }

    private static String capital(int c) {
        var title = Character.toTitleCase(c);
        var upper = Character.toString(c).toUpperCase(Locale.ROOT);
        var end = upper.offsetByCodePoints(0, 1);
        if (title != c || end == upper.length()) {
            return Character.toString(title);
        }
        var isLetter = Character.getType(upper.codePointAt(0)) != Character.MODIFIER_LETTER;
        return upper.substring(0, end)
                + (isLetter ? upper.substring(end).toLowerCase(Locale.ROOT) : upper.substring(end));
    }
}
