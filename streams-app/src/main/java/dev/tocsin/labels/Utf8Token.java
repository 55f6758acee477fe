package dev.tocsin.labels;

import dev.tocsin.notation.GoUnquote;

/**
 * A piece of a matcher's text.
 *
 * @param start the column of its first character, from 0, counted in code points
 * @param end the column behind its last one
 */
record Utf8Token(Kind kind, String text, int start, int end) {
    enum Kind {
        OPEN,
        CLOSE,
        COMMA,
        OPERATOR,
        QUOTED,
        UNQUOTED,
        END
    }

    boolean is(Kind... kinds) {
        for (var each : kinds) {
            if (kind == each) {
                return true;
            }
        }
        return false;
    }

    String content() {
        if (kind == Kind.UNQUOTED) {
            return text;
        }
        try {
            return GoUnquote.unquote(text.substring(1, text.length() - 1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%d:%d: %s: invalid input".formatted(start, end, text), e);
        }
    }

    IllegalArgumentException unexpected(String expectation) {
        var what = kind == Kind.END
                ? "0:%d: end of input".formatted(end)
                : "%d:%d: unexpected %s".formatted(start, end, text);
        return new IllegalArgumentException(what + ": " + expectation);
    }
}
