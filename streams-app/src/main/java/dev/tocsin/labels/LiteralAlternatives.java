package dev.tocsin.labels;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The texts of a regular expression that is a list of literals, such as {@code a|b\\.c}: it needs no regular expression. */
final class LiteralAlternatives {
    private static final String OPERATORS = "()[]{}*+?^$.";

    private LiteralAlternatives() {}

    /** Empty if the expression has any operator other than {@code |}. */
    static Optional<Set<String>> of(String regex) {
        var texts = new HashSet<String>();
        var text = new StringBuilder();
        for (var i = 0; i < regex.length(); i++) {
            var character = regex.charAt(i);
            if (character == '|') {
                texts.add(text.toString());
                text.setLength(0);
            } else if (character == '\\') {
                i++;
                if (i == regex.length() || !isPunctuation(regex.charAt(i))) {
                    return Optional.empty();
                }
                text.append(regex.charAt(i));
            } else if (OPERATORS.indexOf(character) >= 0 || Character.isSurrogate(character)) {
                return Optional.empty();
            } else {
                text.append(character);
            }
        }
        texts.add(text.toString());
        return Optional.of(texts);
    }

    private static boolean isPunctuation(char character) {
        return character > ' ' && character < 0x7f && !Character.isLetterOrDigit(character);
    }
}
