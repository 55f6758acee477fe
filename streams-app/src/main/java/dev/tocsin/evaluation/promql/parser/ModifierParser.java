package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.AtModifier;
import dev.tocsin.evaluation.promql.DurationExpr;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.RangeExtension;
import dev.tocsin.evaluation.promql.Span;
import dev.tocsin.evaluation.promql.TimeModifiers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Parses the suffixes of an operand: ranges, subqueries, {@code offset}, {@code @}, anchored and smoothed. */
record ModifierParser(PromqlTokenStream tokens, Features features) {
    private static final String OPERANDS =
            " must be preceded by an instant vector selector or range vector selector or a subquery";
    private static final String DURATION = "expected number, duration, step(), or range()";

    Expr modified(Expr operand) {
        var modified = operand;
        while (true) {
            if (tokens.at(TokenKind.LEFT_BRACKET)) {
                modified = tokens.checkDepth(bracketed(modified));
            } else if (tokens.acceptWord("offset")) {
                modified = offset(modified);
            } else if (tokens.accept(TokenKind.AT)) {
                modified = at(modified);
            } else if (tokens.atWord("anchored") || tokens.atWord("smoothed")) {
                modified = extended(modified, tokens.next());
            } else {
                return modified;
            }
        }
    }

    private Expr bracketed(Expr operand) {
        var open = tokens.next();
        var range = new DurationParser(tokens, features, "in subquery or range selector, " + DURATION).positive();
        if (tokens.accept(TokenKind.COLON)) {
            return subquery(operand, range);
        }
        var close = tokens.expect(TokenKind.RIGHT_BRACKET, "in subquery or range, expected \":\" or \"]\"");
        return new Expr.MatrixSelector(
                selectorForRange(operand, Span.between(open.span(), close.span())),
                range,
                Span.between(operand.span(), close.span()));
    }

    private Expr subquery(Expr operand, DurationExpr range) {
        Optional<DurationExpr> step = tokens.at(TokenKind.RIGHT_BRACKET)
                ? Optional.empty()
                : Optional.of(new DurationParser(
                                tokens,
                                features,
                                "in subquery selector, expected number, duration, step(), range(), or \"]\"")
                        .positive());
        var close = tokens.expect(TokenKind.RIGHT_BRACKET, "in subquery selector, expected \"]\"");
        return new Expr.Subquery(operand, range, step, TimeModifiers.NONE, Span.between(operand.span(), close.span()));
    }

    private Expr.VectorSelector selectorForRange(Expr operand, Span brackets) {
        if (!(operand instanceof Expr.VectorSelector selector)) {
            throw tokens.error(brackets, "ranges only allowed for vector selectors");
        }
        if (selector.timeModifiers().hasOffset()) {
            throw tokens.error(brackets, "no offset modifiers allowed before range");
        }
        if (selector.timeModifiers().at() != AtModifier.NONE) {
            throw tokens.error(brackets, "no @ modifiers allowed before range");
        }
        return selector;
    }

    private Expr offset(Expr operand) {
        var offset = DurationParser.offset(tokens, features);
        if (timingOf(operand, "offset modifier").hasOffset()) {
            throw tokens.error(operand.span(), "offset may not be set multiple times");
        }
        return timed(operand, modifiers -> modifiers.withOffset(offset));
    }

    private Expr at(Expr operand) {
        var at = atOperand(operand);
        if (timingOf(operand, "@ modifier").at() != AtModifier.NONE) {
            throw tokens.error(operand.span(), "@ <timestamp> may not be set multiple times");
        }
        return timed(operand, modifiers -> modifiers.withAt(at));
    }

    private AtModifier atOperand(Expr operand) {
        var where = "in @, expected timestamp";
        if (!tokens.atWord("start") && !tokens.atWord("end")) {
            return timestamp(
                    operand, new LiteralParser(tokens).signedNumber(where).value());
        }
        var word = tokens.next();
        tokens.expect(TokenKind.LEFT_PAREN, where);
        tokens.expect(TokenKind.RIGHT_PAREN, where);
        return word.isWord("start") ? AtModifier.START : AtModifier.END;
    }

    private AtModifier timestamp(Expr operand, double seconds) {
        timingOf(operand, "@ modifier");
        if (!(Math.abs(seconds) < Long.MAX_VALUE)) {
            throw tokens.error(operand.span(), "timestamp out of bounds for @ modifier: " + sixDecimals(seconds));
        }
        var millis = Math.round(Math.abs(seconds) * 1e3);
        return new AtModifier.Timestamp(seconds < 0 ? -millis : millis);
    }

    private static String sixDecimals(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
    }

    private TimeModifiers timingOf(Expr operand, String modifier) {
        if (operand instanceof Expr.VectorSelector selector) {
            return selector.timeModifiers();
        }
        if (operand instanceof Expr.MatrixSelector range) {
            return range.selector().timeModifiers();
        }
        if (operand instanceof Expr.Subquery subquery) {
            return subquery.timeModifiers();
        }
        throw tokens.error(operand.span(), modifier + OPERANDS);
    }

    private Expr timed(Expr operand, UnaryOperator<TimeModifiers> change) {
        var span = tokens.spanFrom(operand.span());
        if (operand instanceof Expr.Subquery subquery) {
            return tokens.checkDepth(new Expr.Subquery(
                    subquery.expr(), subquery.range(), subquery.step(), change.apply(subquery.timeModifiers()), span));
        }
        return onSelector(
                operand,
                span,
                selector -> new Expr.VectorSelector(
                        selector.name(),
                        selector.matchers(),
                        change.apply(selector.timeModifiers()),
                        selector.extension(),
                        span));
    }

    private Expr onSelector(Expr operand, Span span, UnaryOperator<Expr.VectorSelector> change) {
        return operand instanceof Expr.MatrixSelector range
                ? tokens.checkDepth(new Expr.MatrixSelector(change.apply(range.selector()), range.range(), span))
                : change.apply((Expr.VectorSelector) operand);
    }

    private Expr extended(Expr operand, PromqlToken word) {
        var extension = word.isWord("anchored") ? RangeExtension.ANCHORED : RangeExtension.SMOOTHED;
        if (!features.has(Feature.EXTENDED_RANGE_SELECTORS)) {
            throw tokens.error(operand.span(), extension + " modifier is experimental and not enabled");
        }
        if (operand instanceof Expr.Subquery) {
            throw tokens.error(operand.span(), extension + " modifier is not supported for subqueries");
        }
        if (!(operand instanceof Expr.VectorSelector) && !(operand instanceof Expr.MatrixSelector)) {
            throw tokens.error(operand.span(), extension + " modifier not implemented");
        }
        var span = Span.between(operand.span(), word.span());
        return onSelector(operand, span, selector -> extendedOnce(selector, extension, span));
    }

    private Expr.VectorSelector extendedOnce(Expr.VectorSelector operand, RangeExtension extension, Span span) {
        if (operand.extension() != RangeExtension.NONE && operand.extension() != extension) {
            throw tokens.error(operand.span(), "anchored and smoothed modifiers cannot be used together");
        }
        return new Expr.VectorSelector(operand.name(), operand.matchers(), operand.timeModifiers(), extension, span);
    }
}
