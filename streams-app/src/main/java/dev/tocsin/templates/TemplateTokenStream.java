package dev.tocsin.templates;

import dev.tocsin.templates.TemplateToken.Kind;
import java.util.List;

/** The tokens of a text, with backtracking. */
final class TemplateTokenStream {
    private final String name;
    private final List<TemplateToken> tokens;
    private int next;
    private int furthest;

    /** The line where the current action starts; 0 between actions. */
    private int actionLine;

    TemplateTokenStream(String name, String text) {
        this.name = name;
        this.tokens = TemplateLexer.tokens(text);
    }

    TemplateToken next() {
        var token = peek();
        next = Math.min(next + 1, tokens.size());
        return token;
    }

    TemplateToken peek() {
        var at = Math.min(next, tokens.size() - 1);
        furthest = Math.max(furthest, at);
        return tokens.get(at);
    }

    TemplateToken nextAfterSpace() {
        skipSpace();
        return next();
    }

    TemplateToken peekAfterSpace() {
        skipSpace();
        return peek();
    }

    /** A position for {@link #backTo}. */
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

    void enterAction(TemplateToken leftDelimiter) {
        actionLine = leftDelimiter.line();
    }

    void leaveAction() {
        actionLine = 0;
    }

    TemplateSyntaxException unexpected(TemplateToken token, String context) {
        if (!token.is(Kind.ERROR)) {
            return syntaxError("unexpected %s in %s".formatted(token, context));
        }
        if (actionLine == 0 || actionLine == token.line()) {
            return syntaxError(token.text());
        }
        // "unclosed action started at", not "unclosed action in action started at"
        var in = token.text().endsWith(" action") ? "" : " in action";
        return syntaxError("%s%s started at %s:%d".formatted(token.text(), in, name, actionLine));
    }

    TemplateSyntaxException syntaxError(String reason) {
        return new TemplateSyntaxException(name, tokens.get(furthest).line(), reason);
    }

    private void skipSpace() {
        while (peek().is(Kind.SPACE)) {
            next++;
        }
    }
}
