package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.At;
import dev.tocsin.evaluation.promql.DurationExpr;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Extension;
import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.Span;
import dev.tocsin.evaluation.promql.Timing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What stands after an operand and binds tightest: ranges, subqueries, offset, {@code @}, anchored and smoothed. */
final class ModifierParser {
    private static final String OPERANDS =
            " must be preceded by an instant vector selector or range vector selector or a subquery";
    private static final String DURATION = "expected number, duration, step(), or range()";

    private final Tokens tokens;
    private final Features features;

    ModifierParser(Tokens tokens, Features features) {
        this.tokens = tokens;
        this.features = features;
    }

    Expr modified(Expr operand) {
        var modified = operand;
        while (true) {
            if (tokens.at(TokenKind.LEFT_BRACKET)) {
                modified = tokens.grown(bracketed(modified));
            } else if (tokens.takeWord("offset")) {
                modified = offset(modified);
            } else if (tokens.take(TokenKind.AT)) {
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
        if (tokens.take(TokenKind.COLON)) {
            return subquery(of, range);
        }
        var close = tokens.expect(TokenKind.RIGHT_BRACKET, "in subquery or range, expected \":\" or \"]\"");
        return new Expr.Range(
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
        return new Expr.Subquery(of, range, step, Timing.PLAIN, Span.between(of.span(), close.span()));
    }

    private Expr.Selector selectorForRange(Expr of, Span brackets) {
        if (!(of instanceof Expr.Selector selector)) {
            throw tokens.error(brackets, "ranges only allowed for vector selectors");
        }
        if (selector.timing().hasOffset()) {
            throw tokens.error(brackets, "no offset modifiers allowed before range");
        }
        if (selector.timing().at() != At.EVALUATION) {
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
        if (timingOf(of, "@ modifier").at() != At.EVALUATION) {
            throw tokens.error(of.span(), "@ <timestamp> may not be set multiple times");
        }
        return timed(of, timing -> timing.withAt(at));
    }

    private At atOperand(Expr of) {
        var where = "in @, expected timestamp";
        if (!tokens.atWord("start") && !tokens.atWord("end")) {
            return timestamp(of, new Literals(tokens).signedNumber(where).value());
        }
        var word = tokens.next();
        tokens.expect(TokenKind.LEFT_PAREN, where);
        tokens.expect(TokenKind.RIGHT_PAREN, where);
        return word.isWord("start") ? At.START : At.END;
    }

    private At timestamp(Expr of, double seconds) {
        timingOf(of, "@ modifier");
        if (!(Math.abs(seconds) < Long.MAX_VALUE)) {
            throw tokens.error(of.span(), "timestamp out of bounds for @ modifier: " + sixDecimals(seconds));
        }
        var millis = Math.round(Math.abs(seconds) * 1e3);
        return new At.Timestamp(seconds < 0 ? -millis : millis);
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

    private Timing timingOf(Expr of, String modifier) {
        if (of instanceof Expr.Selector selector) {
            return selector.timing();
        }
        if (of instanceof Expr.Range range) {
            return range.of().timing();
        }
        if (of instanceof Expr.Subquery subquery) {
            return subquery.timing();
        }
        throw tokens.error(of.span(), modifier + OPERANDS);
    }

    private Expr timed(Expr of, UnaryOperator<Timing> change) {
        var span = tokens.sinceStartOf(of.span());
        if (of instanceof Expr.Subquery subquery) {
            return tokens.grown(new Expr.Subquery(
                    subquery.of(), subquery.range(), subquery.step(), change.apply(subquery.timing()), span));
        }
        return onSelector(
                of,
                span,
                it -> new Expr.Selector(it.name(), it.matchers(), change.apply(it.timing()), it.extension(), span));
    }

    private Expr onSelector(Expr of, Span span, UnaryOperator<Expr.Selector> change) {
        return of instanceof Expr.Range range
                ? tokens.grown(new Expr.Range(change.apply(range.of()), range.range(), span))
                : change.apply((Expr.Selector) of);
    }

    private Expr extended(Expr of, Token word) {
        var extension = word.isWord("anchored") ? Extension.ANCHORED : Extension.SMOOTHED;
        if (!features.has(Feature.EXTENDED_RANGE_SELECTORS)) {
            throw tokens.error(of.span(), extension + " modifier is experimental and not enabled");
        }
        if (of instanceof Expr.Subquery) {
            throw tokens.error(of.span(), extension + " modifier is not supported for subqueries");
        }
        if (!(of instanceof Expr.Selector) && !(of instanceof Expr.Range)) {
            throw tokens.error(of.span(), extension + " modifier not implemented");
        }
        var span = Span.between(of.span(), word.span());
        return onSelector(of, span, it -> extendedOnce(it, extension, span));
    }

    private Expr.Selector extendedOnce(Expr.Selector of, Extension extension, Span span) {
        if (of.extension() != Extension.NONE && of.extension() != extension) {
            throw tokens.error(of.span(), "anchored and smoothed modifiers cannot be used together");
        }
        return new Expr.Selector(of.name(), of.matchers(), of.timing(), extension, span);
    }
}
