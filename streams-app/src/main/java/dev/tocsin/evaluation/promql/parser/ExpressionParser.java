package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.BinaryOp;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.Matching;
import dev.tocsin.evaluation.promql.Span;
import dev.tocsin.evaluation.promql.ValueType;

/** Parses expressions by operator precedence. */
final class ExpressionParser {
    private static final int LOWEST_PRECEDENCE = BinaryOp.OR.precedence();

    private final PromqlTokenStream tokens;
    private final LiteralParser literals;
    private final SelectorParser selectors;
    private final ModifierParser modifiers;
    private final MatchingParser matchings;
    private final CallParser calls;

    ExpressionParser(PromqlTokenStream tokens, Features features) {
        this.tokens = tokens;
        this.literals = new LiteralParser(tokens);
        this.selectors = new SelectorParser(tokens);
        this.modifiers = new ModifierParser(tokens, features);
        this.matchings = new MatchingParser(tokens, selectors, features);
        this.calls = new CallParser(tokens, selectors, features, this::expression);
    }

    Expr expression() {
        return binary(LOWEST_PRECEDENCE);
    }

    private Expr binary(int weakest) {
        tokens.descend();
        var left = unary();
        while (tokens.at(TokenKind.OPERATOR) && opAhead().precedence() >= weakest) {
            left = tokens.checkDepth(joinBinary(left));
        }
        tokens.ascend();
        return left;
    }

    private BinaryOp opAhead() {
        return BinaryOp.parse(tokens.peek().value());
    }

    private Expr joinBinary(Expr left) {
        var op = BinaryOp.parse(tokens.next().value());
        var isBool = tokens.acceptWord("bool");
        var matching = matchings.matching();
        var right = binary(op.isRightAssociative() ? op.precedence() : op.precedence() + 1);
        var span = Span.between(left.span(), right.span());
        return new Expr.Binary(op, left, right, isBool, matchingFor(left, op, right, matching), span);
    }

    // Set operators are many-to-many. Matching without labels and fill values has no effect unless both are vectors.
    private static Matching matchingFor(Expr left, BinaryOp op, Expr right, Matching written) {
        var areVectors = left.type() == ValueType.INSTANT_VECTOR && right.type() == ValueType.INSTANT_VECTOR;
        if (!areVectors && written.labels().isEmpty() && written.fill().isNone()) {
            return Matching.ONE_TO_ONE;
        }
        return op.isSet() && written.cardinality() == Matching.Cardinality.ONE_TO_ONE
                ? written.withCardinality(Matching.Cardinality.MANY_TO_MANY)
                : written;
    }

    private Expr unary() {
        if (!tokens.peek().isSign()) {
            return modifiers.modified(primary());
        }
        var first = tokens.next();
        var sign = LiteralParser.sign(first);
        var operand = binary(BinaryOp.POWER.precedence());
        return operand instanceof Expr.NumberLiteral number
                ? LiteralParser.signed(sign, number, first.span())
                : tokens.checkDepth(new Expr.Unary(sign, operand, Span.between(first.span(), operand.span())));
    }

    private Expr primary() {
        var token = tokens.peek();
        if (LiteralParser.isNumber(token)) {
            return literals.number(tokens.next());
        }
        if (token.is(TokenKind.STRING)) {
            return new Expr.StringLiteral(tokens.next().value(), token.span());
        }
        if (token.is(TokenKind.LEFT_PAREN)) {
            return paren();
        }
        if (!selectors.isAhead()) {
            throw tokens.unexpected();
        }
        return token.is(TokenKind.LEFT_BRACE) ? selectors.selector() : named(tokens.next());
    }

    private Expr named(PromqlToken name) {
        if (calls.isAggregation(name)) {
            return calls.aggregation(name);
        }
        return calls.isCall(name) ? calls.call(name) : selectors.named(name);
    }

    private Expr paren() {
        var open = tokens.next();
        var operand = expression();
        var close = tokens.expect(TokenKind.RIGHT_PAREN);
        return tokens.checkDepth(new Expr.Paren(operand, Span.between(open.span(), close.span())));
    }
}
