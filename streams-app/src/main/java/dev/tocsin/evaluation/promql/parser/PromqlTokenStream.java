package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.Span;
import dev.tocsin.labels.Matcher;
import java.util.IdentityHashMap;
import java.util.Map;

/** The remaining tokens and the state that all parts of the parser share: positions, nesting depth, error messages. */
final class PromqlTokenStream {
    /** The maximum depth of an expression. It protects recursive visitors from a stack overflow. */
    static final int MAX_DEPTH = 250;

    private final String text;
    private final PromqlLexer lexer;
    private final Map<Expr, Integer> heights = new IdentityHashMap<>();
    private PromqlToken ahead;
    private int lastClosing;
    private int depth;
    private int aggregations;
    private long addedByRegexes;

    PromqlTokenStream(String text) {
        this.text = text;
        this.lexer = new PromqlLexer(text);
    }

    PromqlToken peek() {
        if (ahead == null) {
            ahead = lexer.next();
        }
        return ahead;
    }

    PromqlToken next() {
        var token = peek();
        if (token.kind().isClosing()) {
            lastClosing = token.span().end();
        }
        ahead = null;
        return token;
    }

    boolean at(TokenKind kind) {
        return peek().is(kind);
    }

    boolean atWord(String word) {
        return peek().isWord(word);
    }

    /** Consumes the next token if it has this kind. */
    boolean accept(TokenKind kind) {
        var taken = at(kind);
        if (taken) {
            next();
        }
        return taken;
    }

    /** Consumes the next token if it is this keyword. */
    boolean acceptWord(String word) {
        var taken = atWord(word);
        if (taken) {
            next();
        }
        return taken;
    }

    PromqlToken expect(TokenKind kind) {
        if (!at(kind)) {
            throw unexpected();
        }
        return next();
    }

    /** @param where the suffix of the error message: {@code in offset, expected number} */
    PromqlToken expect(TokenKind kind, String where) {
        if (!at(kind)) {
            throw unexpected(where);
        }
        return next();
    }

    /** From the start of a node to the end of the last closing token. */
    Span spanFrom(Span first) {
        return new Span(first.start(), lastClosing);
    }

    void enterAggregation() {
        aggregations++;
    }

    void leaveAggregation() {
        aggregations--;
    }

    /** @throws IllegalArgumentException if the regular expressions so far are too large together */
    void countRegex(String regex) {
        addedByRegexes = Matcher.requireSmall(regex, addedByRegexes);
    }

    void descend() {
        depth++;
        if (depth > MAX_DEPTH) {
            throw tooDeep(peek().span());
        }
    }

    void ascend() {
        depth--;
    }

    /** Checks and remembers the height of a new node. Called for every node that is not a leaf. */
    <E extends Expr> E checkDepth(E node) {
        var height = 1;
        for (var child : node.children()) {
            height = Math.max(height, 1 + heights.getOrDefault(child, 1));
        }
        if (height > MAX_DEPTH) {
            throw tooDeep(node.span());
        }
        heights.put(node, height);
        return node;
    }

    PromqlSyntaxException unexpected() {
        return unexpected(aggregations > 0 ? "in aggregation" : "");
    }

    PromqlSyntaxException unexpected(String where) {
        var token = peek();
        return error(token.span(), "unexpected " + token.description() + (where.isEmpty() ? "" : " " + where));
    }

    PromqlSyntaxException error(Span span, String reason) {
        return new PromqlSyntaxException(text, span, reason);
    }

    private PromqlSyntaxException tooDeep(Span span) {
        return error(
                span,
                "expression is nested more than %d levels deep: move a part of it to a recording rule"
                        .formatted(MAX_DEPTH));
    }
}
