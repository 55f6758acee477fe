package dev.tocsin.labels;

/**
 * Token of a UTF-8 matcher.
 *
 * @param start column of the first character, from 0, in code points
 * @param end column after the last character
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
