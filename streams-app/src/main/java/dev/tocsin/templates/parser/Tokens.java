package dev.tocsin.templates.parser;

import dev.tocsin.templates.parser.Token.Kind;
import java.util.List;

/** The tokens of one text, read one by one, with going back. */
final class Tokens {
    private final String name;
    private final List<Token> tokens;
    private int next;
    private int furthest;

    /** Where the action began that is being read; 0 between actions. */
    private int actionLine;

    Tokens(String name, String text) {
        this.name = name;
        this.tokens = Lexer.tokens(text);
    }

    Token next() {
        var token = peek();
        next = Math.min(next + 1, tokens.size());
        return token;
    }

    Token peek() {
        var at = Math.min(next, tokens.size() - 1);
        furthest = Math.max(furthest, at);
        return tokens.get(at);
    }

    Token nextAfterSpace() {
        skipSpace();
        return next();
    }

    Token peekAfterSpace() {
        skipSpace();
        return peek();
    }

    /** A place to come back to. */
    int mark() {
        return next;
    }

    void backTo(int mark) {
        next = mark;
    }

    void expect(Kind kind, String context) {
        var token = nextAfterSpace();
        if (!token.is(kind)) {
            throw unexpected(token, context);
        }
    }

    void enterAction(Token leftDelimiter) {
        actionLine = leftDelimiter.line();
    }

    void leaveAction() {
        actionLine = 0;
    }

    TemplateSyntaxException unexpected(Token token, String context) {
        if (!token.is(Kind.ERROR)) {
            return wrong("unexpected %s in %s".formatted(token, context));
        }
        if (actionLine == 0 || actionLine == token.line()) {
            return wrong(token.text());
        }
        // "unclosed action started at", not "unclosed action in action started at"
        var in = token.text().endsWith(" action") ? "" : " in action";
        return wrong("%s%s started at %s:%d".formatted(token.text(), in, name, actionLine));
    }

    TemplateSyntaxException wrong(String reason) {
        return new TemplateSyntaxException(name, tokens.get(furthest).line(), reason);
    }

    private void skipSpace() {
        while (peek().is(Kind.SPACE)) {
            next++;
        }
    }
}
