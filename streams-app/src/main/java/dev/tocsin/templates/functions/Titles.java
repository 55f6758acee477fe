package dev.tocsin.templates.functions;

import dev.tocsin.templates.BoundedText;

/** The function {@code title}. */
final class Titles {
    private static final String INSIDE_WORDS = "'\u2019_.:";

    private Titles() {}

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

    /** Alertmanager: the rest of each word becomes lower case; an apostrophe is part of a word. */
    static String onlyFirst(String text) {
        var title = new BoundedText();
        var inside = new boolean[1];
        text.codePoints().forEach(c -> {
            var isWord = Character.isLetterOrDigit(c);
            title.add(!isWord ? c : inside[0] ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inside[0] = isWord || inside[0] && INSIDE_WORDS.indexOf(c) >= 0;
        });
        return title.toString();
    }
}
