package dev.tocsin.labels;

import dev.tocsin.labels.Utf8Token.Kind;

/** Lexer for UTF-8 matchers. */
final class Utf8Lexer {
    private final int[] points;
    private int at;

    Utf8Lexer(String text) {
        this.points = text.codePoints().toArray();
    }

    Utf8Token next() {
        while (at < points.length && MatcherFormat.isSpace(points[at])) {
            at++;
        }
        if (at == points.length) {
            return new Utf8Token(Kind.END, "", at, at);
        }
        return switch (points[at]) {
            case '{' -> token(Kind.OPEN, 1);
            case '}' -> token(Kind.CLOSE, 1);
            case ',' -> token(Kind.COMMA, 1);
            case '=' -> token(Kind.OPERATOR, follows('~') ? 2 : 1);
            case '!' -> negation();
            case '"' -> quoted();
            default -> unquoted();
        };
    }

    private Utf8Token negation() {
        if (follows('=') || follows('~')) {
            return token(Kind.OPERATOR, 2);
        }
        throw at + 1 == points.length
                ? new IllegalArgumentException("0:%d: end of input: expected one of '=~'".formatted(at + 1))
                : new IllegalArgumentException("%d:%d: %s: expected one of '=~'"
                        .formatted(at + 1, at + 2, Character.toString(points[at + 1])));
    }

    private Utf8Token quoted() {
        for (var i = at + 1; i < points.length; i++) {
            if (points[i] == '\\') {
                i++;
            } else if (points[i] == '"') {
                return token(Kind.QUOTED, i + 1 - at);
            }
        }
        var rest = new String(points, at, points.length - at);
        throw new IllegalArgumentException("%d:%d: %s: missing end \"".formatted(at, points.length, rest));
    }

    private Utf8Token unquoted() {
        var end = at;
        while (end < points.length && !MatcherFormat.isReserved(points[end])) {
            end++;
        }
        if (end == at) {
            throw new IllegalArgumentException(
                    "%d:%d: %s: invalid input".formatted(at, at + 1, Character.toString(points[at])));
        }
        return token(Kind.UNQUOTED, end - at);
    }

    private boolean follows(char c) {
        return at + 1 < points.length && points[at + 1] == c;
    }

    private Utf8Token token(Kind kind, int length) {
        var start = at;
        at += length;
        return new Utf8Token(kind, new String(points, start, length), start, at);
    }
}
