package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.Aggregator;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.Grouping;
import dev.tocsin.evaluation.promql.PromqlFunction.Trait;
import dev.tocsin.evaluation.promql.PromqlFunctions;
import dev.tocsin.evaluation.promql.Span;
import dev.tocsin.notation.GoQuote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Parses function calls and aggregations. */
record CallParser(PromqlTokenStream tokens, SelectorParser selectors, Features features, Supplier<Expr> expression) {
    /** Whether a consumed name starts an aggregation. Otherwise it may be a metric name. */
    boolean isAggregation(PromqlToken name) {
        return name.is(TokenKind.AGGREGATOR) && (tokens.at(TokenKind.LEFT_PAREN) || isGroupingAhead());
    }

    /** Whether a consumed name starts a function call. */
    boolean isCall(PromqlToken name) {
        return (name.is(TokenKind.IDENTIFIER) || name.is(TokenKind.PREPROCESSOR)) && tokens.at(TokenKind.LEFT_PAREN);
    }

    Expr call(PromqlToken name) {
        var arguments = arguments();
        // Names of functions are case-sensitive, those of preprocessor functions are not.
        var called = name.is(TokenKind.PREPROCESSOR) ? name.value() : name.text();
        var function = PromqlFunctions.find(called)
                .orElseThrow(() -> tokens.error(name.span(), "unknown function with name " + GoQuote.quote(called)));
        if (function.has(Trait.EXPERIMENTAL) && !features.has(Feature.EXPERIMENTAL_FUNCTIONS)) {
            throw tokens.error(name.span(), "function %s is not enabled".formatted(GoQuote.quote(called)));
        }
        return tokens.checkDepth(new Expr.Call(function, arguments, tokens.spanFrom(name.span())));
    }

    Expr aggregation(PromqlToken name) {
        tokens.enterAggregation();
        var before = grouping();
        var arguments = arguments();
        tokens.leaveAggregation();
        var grouping = before.or(this::grouping).orElse(Grouping.SINGLE_GROUP);
        var op = Aggregator.parse(name.value());
        return tokens.checkDepth(aggregation(op, grouping, arguments, tokens.spanFrom(name.span())));
    }

    private Expr.Aggregation aggregation(Aggregator op, Grouping grouping, List<Expr> arguments, Span span) {
        if (arguments.isEmpty()) {
            throw tokens.error(span, "no arguments for aggregate expression provided");
        }
        if (op.isExperimental() && !features.has(Feature.EXPERIMENTAL_FUNCTIONS)) {
            throw tokens.error(
                    span,
                    "%s() is experimental and must be enabled with --enable-feature=promql-experimental-functions"
                            .formatted(op));
        }
        var expected = op.parameterType().isPresent() ? 2 : 1;
        if (arguments.size() != expected) {
            throw tokens.error(
                    span,
                    "wrong number of arguments for aggregate expression provided, expected %d, got %d"
                            .formatted(expected, arguments.size()));
        }
        var parameter = expected == 2 ? Optional.of(arguments.get(0)) : Optional.<Expr>empty();
        return new Expr.Aggregation(op, grouping, parameter, arguments.get(expected - 1), span);
    }

    private boolean isGroupingAhead() {
        return tokens.atWord("by") || tokens.atWord("without");
    }

    private Optional<Grouping> grouping() {
        if (!isGroupingAhead()) {
            return Optional.empty();
        }
        var isWithout = tokens.next().isWord("without");
        return Optional.of(new Grouping(isWithout, selectors.labelNames()));
    }

    private List<Expr> arguments() {
        var arguments = new ArrayList<Expr>();
        tokens.expect(TokenKind.LEFT_PAREN);
        if (tokens.accept(TokenKind.RIGHT_PAREN)) {
            return arguments;
        }
        arguments.add(expression.get());
        while (tokens.at(TokenKind.COMMA)) {
            var comma = tokens.next();
            if (tokens.at(TokenKind.RIGHT_PAREN)) {
                throw tokens.error(comma.span(), "trailing commas not allowed in function call args");
            }
            arguments.add(expression.get());
        }
        tokens.expect(TokenKind.RIGHT_PAREN);
        return arguments;
    }
}
