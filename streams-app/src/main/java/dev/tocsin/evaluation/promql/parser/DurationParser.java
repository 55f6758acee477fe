package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.BinaryOp;
import dev.tocsin.evaluation.promql.DurationExpr;
import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.Span;

/** Parses the duration expressions of {@code [...]} and {@code offset}. */
final class DurationParser {
    private static final int LOWEST_PRECEDENCE = BinaryOp.ADD.precedence();
    private static final double MAX_SECONDS = Long.MAX_VALUE / 1e9;
    private static final int MAX_NODES = PromqlTokenStream.MAX_DEPTH;
    private static final String OFFSET_OPERAND = "in offset, expected number, duration, step(), or range()";

    private final PromqlTokenStream tokens;
    private final LiteralParser literals;
    private final Features features;
    /** The suffix of the error message for an unexpected token. */
    private final String where;

    private int nodes;

    DurationParser(PromqlTokenStream tokens, Features features, String where) {
        this.tokens = tokens;
        this.literals = new LiteralParser(tokens);
        this.features = features;
        this.where = where;
    }

    /** Parses the operand of {@code offset}: one operand with an optional sign. */
    static DurationExpr offset(PromqlTokenStream tokens, Features features) {
        var parser = new DurationParser(tokens, features, OFFSET_OPERAND);
        return parser.finished(tokens.peek().isSign() ? parser.signed(false) : parser.operand());
    }

    /** Parses a range or a step. A literal must be greater than zero. */
    DurationExpr positive() {
        var duration = finished(expression(LOWEST_PRECEDENCE));
        if (duration instanceof DurationExpr.Literal literal && literal.seconds() <= 0) {
            throw tokens.error(duration.span(), "duration must be greater than 0");
        }
        return duration;
    }

    // A single literal is a duration in whole milliseconds, with or without units.
    private DurationExpr finished(DurationExpr duration) {
        if (duration instanceof DurationExpr.Literal literal) {
            var millis = literal.millis(DurationExpr.QueryTimes.INSTANT);
            return new DurationExpr.Literal(millis / 1e3, true, literal.span());
        }
        if (!features.has(Feature.DURATION_EXPRESSIONS)) {
            throw tokens.error(duration.span(), "experimental duration expression is not enabled");
        }
        return duration;
    }

    private DurationExpr expression(int weakest) {
        tokens.descend();
        var left = unary();
        while (tokens.at(TokenKind.OPERATOR) && opAhead().precedence() >= weakest) {
            left = binary(left);
        }
        tokens.ascend();
        return left;
    }

    private BinaryOp opAhead() {
        return BinaryOp.parse(tokens.peek().value());
    }

    private DurationExpr binary(DurationExpr left) {
        var op = opAhead();
        if (!op.isArithmetic() || op == BinaryOp.ATAN2) {
            throw tokens.unexpected(where);
        }
        var sign = tokens.next();
        var right = expression(op.isRightAssociative() ? op.precedence() : op.precedence() + 1);
        if (right instanceof DurationExpr.Literal literal && literal.seconds() == 0) {
            rejectZero(op, sign.span());
        }
        return countNode(new DurationExpr.Binary(op, left, right, Span.between(left.span(), right.span())));
    }

    private void rejectZero(BinaryOp op, Span span) {
        if (op == BinaryOp.DIVIDE) {
            throw tokens.error(span, "division by zero");
        }
        if (op == BinaryOp.MODULO) {
            throw tokens.error(span, "modulo by zero");
        }
    }

    private DurationExpr unary() {
        return tokens.peek().isSign() ? signed(true) : operand();
    }

    private DurationExpr signed(boolean bindsPowers) {
        var first = tokens.next();
        var sign = LiteralParser.sign(first);
        var operand = bindsPowers ? expression(BinaryOp.POWER.precedence()) : operand();
        var span = Span.between(first.span(), operand.span());
        return operand instanceof DurationExpr.Literal literal
                ? new DurationExpr.Literal(sign.apply(literal.seconds()), literal.isDuration(), span)
                : countNode(new DurationExpr.Signed(sign, operand, span));
    }

    private DurationExpr operand() {
        var token = tokens.peek();
        if (LiteralParser.isNumber(token)) {
            return literal(tokens.next());
        }
        if (token.is(TokenKind.LEFT_PAREN)) {
            return paren();
        }
        if (!token.is(TokenKind.PREPROCESSOR) || token.isWord("start") || token.isWord("end")) {
            throw tokens.unexpected(where);
        }
        return preprocessor(tokens.next());
    }

    private DurationExpr literal(PromqlToken token) {
        var number = literals.number(token);
        if (!(Math.abs(number.value()) < MAX_SECONDS)) {
            throw tokens.error(token.span(), "duration out of range");
        }
        return countNode(new DurationExpr.Literal(number.value(), number.isDuration(), token.span()));
    }

    private DurationExpr paren() {
        var open = tokens.next();
        var operand = expression(LOWEST_PRECEDENCE);
        var close = tokens.expect(TokenKind.RIGHT_PAREN, where);
        return countNode(new DurationExpr.Paren(operand, Span.between(open.span(), close.span())));
    }

    private DurationExpr preprocessor(PromqlToken word) {
        tokens.expect(TokenKind.LEFT_PAREN, where);
        return switch (word.value()) {
            case "step" -> countNode(new DurationExpr.Step(closeParen(word)));
            case "range" -> countNode(new DurationExpr.Range(closeParen(word)));
            default -> minMax(word);
        };
    }

    private DurationExpr minMax(PromqlToken word) {
        var first = expression(LOWEST_PRECEDENCE);
        tokens.expect(TokenKind.COMMA, where);
        var second = expression(LOWEST_PRECEDENCE);
        return countNode(new DurationExpr.MinMax(word.isWord("max_of"), first, second, closeParen(word)));
    }

    private Span closeParen(PromqlToken first) {
        return Span.between(
                first.span(), tokens.expect(TokenKind.RIGHT_PAREN, where).span());
    }

    private DurationExpr countNode(DurationExpr node) {
        nodes++;
        if (nodes > MAX_NODES) {
            throw tokens.error(node.span(), "duration expression has more than %d parts".formatted(MAX_NODES));
        }
        return node;
    }
}
