package dev.tocsin.labels;

import dev.tocsin.labels.Utf8Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Alertmanager's UTF-8 matcher parser: names and values can be any text, quoted if needed. */
final class Utf8MatcherParser {
    private final Utf8Lexer lexer;
    private final List<Matcher> matchers = new ArrayList<>();
    private Utf8Token token;

    private Utf8MatcherParser(String text) {
        this.lexer = new Utf8Lexer(text);
        this.token = lexer.next();
    }

    static List<Matcher> parse(String text) {
        return new Utf8MatcherParser(text).all();
    }

    private List<Matcher> all() {
        var braced = token.is(Kind.OPEN);
        var empty = token.is(Kind.END);
        if (braced) {
            advance();
            empty = token.is(Kind.END);
        }
        while (!empty && !token.is(Kind.CLOSE)) {
            matchers.add(matcher());
            if (!anotherFollows()) {
                break;
            }
        }
        close(braced);
        return List.copyOf(matchers);
    }

    private Matcher matcher() {
        var name = take("expected label name", Kind.QUOTED, Kind.UNQUOTED).content();
        var sign = take("expected an operator such as '=', '!=', '=~' or '!~'", Kind.OPERATOR)
                .text();
        var value = take("expected label value", Kind.QUOTED, Kind.UNQUOTED).content();
        try {
            return Matcher.alerting(name, Matcher.Op.of(sign), value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("failed to create matcher: " + e.getMessage(), e);
        }
    }

    private boolean anotherFollows() {
        if (token.is(Kind.END, Kind.CLOSE)) {
            return false;
        }
        take("expected a comma or close brace", Kind.COMMA);
        if (!token.is(Kind.END, Kind.CLOSE, Kind.QUOTED, Kind.UNQUOTED)) {
            throw token.unexpected("expected a matcher or close brace after comma");
        }
        return !token.is(Kind.END);
    }

    private void close(boolean braced) {
        if (braced) {
            take("expected close brace", Kind.CLOSE);
        } else if (token.is(Kind.CLOSE)) {
            throw new IllegalArgumentException("0:%d: }: expected opening brace".formatted(token.end()));
        }
        if (!token.is(Kind.END)) {
            throw token.unexpected("expected end of input");
        }
    }

    private Utf8Token take(String expectation, Kind... kinds) {
        var taken = token;
        if (!taken.is(kinds)) {
            throw taken.unexpected(expectation);
        }
        advance();
        return taken;
    }

    private void advance() {
        token = lexer.next();
    }
}
