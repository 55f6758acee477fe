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

/** What stands after an operand and binds tightest: ranges, subqueries, offset, {@code @}, anchored and smoothed. */
final class ModifierParser {
    private static final String OPERANDS =
            " must be preceded by an instant vector selector or range vector selector or a subquery";
    private static final String DURATION = "expected number, duration, step(), or range()";

    private final PromqlTokenStream tokens;
    private final Features features;

    ModifierParser(PromqlTokenStream tokens, Features features) {
        this.tokens = tokens;
        this.features = features;
    }

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

    private Expr bracketed(Expr of) {
        var open = tokens.next();
        var range = new DurationParser(tokens, features, "in subquery or range selector, " + DURATION).positive();
        if (tokens.accept(TokenKind.COLON)) {
            return subquery(of, range);
        }
        var close = tokens.expect(TokenKind.RIGHT_BRACKET, "in subquery or range, expected \":\" or \"]\"");
        return new Expr.MatrixSelector(
                selectorForRange(of, Span.between(open.span(), close.span())),
                range,
                Span.between(of.span(), close.span()));
    }

    private Expr subquery(Expr of, DurationExpr range) {
        Optional<DurationExpr> step = tokens.at(TokenKind.RIGHT_BRACKET)
                ? Optional.empty()
                : Optional.of(new DurationParser(
                                tokens,
                                features,
                                "in subquery selector, expected number, duration, step(), range(), or \"]\"")
                        .positive());
        var close = tokens.expect(TokenKind.RIGHT_BRACKET, "in subquery selector, expected \"]\"");
        return new Expr.Subquery(of, range, step, TimeModifiers.NONE, Span.between(of.span(), close.span()));
    }

    private Expr.VectorSelector selectorForRange(Expr of, Span brackets) {
        if (!(of instanceof Expr.VectorSelector selector)) {
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

    private Expr offset(Expr of) {
        var offset = DurationParser.offset(tokens, features);
        if (timingOf(of, "offset modifier").hasOffset()) {
            throw tokens.error(of.span(), "offset may not be set multiple times");
        }
        return timed(of, timing -> timing.withOffset(offset));
    }

    private Expr at(Expr of) {
        var at = atOperand(of);
        if (timingOf(of, "@ modifier").at() != AtModifier.NONE) {
            throw tokens.error(of.span(), "@ <timestamp> may not be set multiple times");
        }
        return timed(of, timing -> timing.withAt(at));
    }

    private AtModifier atOperand(Expr of) {
        var where = "in @, expected timestamp";
        if (!tokens.atWord("start") && !tokens.atWord("end")) {
            return timestamp(of, new LiteralParser(tokens).signedNumber(where).value());
        }
        var word = tokens.next();
        tokens.expect(TokenKind.LEFT_PAREN, where);
        tokens.expect(TokenKind.RIGHT_PAREN, where);
        return word.isWord("start") ? AtModifier.START : AtModifier.END;
    }

    private AtModifier timestamp(Expr of, double seconds) {
        timingOf(of, "@ modifier");
        if (!(Math.abs(seconds) < Long.MAX_VALUE)) {
            throw tokens.error(of.span(), "timestamp out of bounds for @ modifier: " + sixDecimals(seconds));
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

    private TimeModifiers timingOf(Expr of, String modifier) {
        if (of instanceof Expr.VectorSelector selector) {
            return selector.timeModifiers();
        }
        if (of instanceof Expr.MatrixSelector range) {
            return range.selector().timeModifiers();
        }
        if (of instanceof Expr.Subquery subquery) {
            return subquery.timeModifiers();
        }
        throw tokens.error(of.span(), modifier + OPERANDS);
    }

    private Expr timed(Expr of, UnaryOperator<TimeModifiers> change) {
        var span = tokens.spanFrom(of.span());
        if (of instanceof Expr.Subquery subquery) {
            return tokens.checkDepth(new Expr.Subquery(
                    subquery.expr(), subquery.range(), subquery.step(), change.apply(subquery.timeModifiers()), span));
        }
        return onSelector(
                of,
                span,
                it -> new Expr.VectorSelector(
                        it.name(), it.matchers(), change.apply(it.timeModifiers()), it.extension(), span));
    }

    private Expr onSelector(Expr of, Span span, UnaryOperator<Expr.VectorSelector> change) {
        return of instanceof Expr.MatrixSelector range
                ? tokens.checkDepth(new Expr.MatrixSelector(change.apply(range.selector()), range.range(), span))
                : change.apply((Expr.VectorSelector) of);
    }

    private Expr extended(Expr of, PromqlToken word) {
        var extension = word.isWord("anchored") ? RangeExtension.ANCHORED : RangeExtension.SMOOTHED;
        if (!features.has(Feature.EXTENDED_RANGE_SELECTORS)) {
            throw tokens.error(of.span(), extension + " modifier is experimental and not enabled");
        }
        if (of instanceof Expr.Subquery) {
            throw tokens.error(of.span(), extension + " modifier is not supported for subqueries");
        }
        if (!(of instanceof Expr.VectorSelector) && !(of instanceof Expr.MatrixSelector)) {
            throw tokens.error(of.span(), extension + " modifier not implemented");
        }
        var span = Span.between(of.span(), word.span());
        return onSelector(of, span, it -> extendedOnce(it, extension, span));
    }

    private Expr.VectorSelector extendedOnce(Expr.VectorSelector of, RangeExtension extension, Span span) {
        if (of.extension() != RangeExtension.NONE && of.extension() != extension) {
            throw tokens.error(of.span(), "anchored and smoothed modifiers cannot be used together");
        }
        return new Expr.VectorSelector(of.name(), of.matchers(), of.timeModifiers(), extension, span);
    }
}
