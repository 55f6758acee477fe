package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.Span;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.limits.Limit;
import java.util.List;
import java.util.function.Function;

/** Parses PromQL and checks types, numbers of arguments and selectors. */
public final class PromqlParser {
    private PromqlParser() {}

    /** Parses an expression with the default features. @throws PromqlSyntaxException for the first error */
    public static Expr parse(String text) {
        return parse(text, Features.STABLE);
    }

    /** Parses an expression. @throws PromqlSyntaxException for the first error */
    public static Expr parse(String text, Features features) {
        return parseAll(text, tokens -> {
            if (tokens.at(TokenKind.END)) {
                throw tokens.error(new Span(0, 0), "no expression found in input");
            }
            var expression = new ExpressionParser(tokens, features).expression();
            tokens.expect(TokenKind.END);
            throwFirstFault(tokens, expression, text);
            return expression;
        });
    }

    /** Parses a {@code match[]} selector, which may match everything. @throws PromqlSyntaxException otherwise */
    public static List<Matcher> parseMetricSelector(String text) {
        return parseAll(text, tokens -> {
            var selectors = new SelectorParser(tokens);
            if (!selectors.isAhead()) {
                throw tokens.unexpected();
            }
            return selectors.selector().matchers();
        });
    }

    /** Parses the labels of a series, {@code name{a="b"}}. @throws PromqlSyntaxException otherwise */
    public static Labels parseMetric(String text) {
        return parseAll(text, tokens -> new SelectorParser(tokens).series());
    }

    private static <T> T parseAll(String text, Function<PromqlTokenStream, T> parse) {
        if (text.length() > Limit.EXPRESSION_LENGTH.value()) {
            throw new PromqlSyntaxException(
                    text.substring(0, 20) + "...",
                    new Span(0, 0),
                    "expression has %d characters, but the maximum is %d"
                            .formatted(text.length(), Limit.EXPRESSION_LENGTH.value()));
        }
        var tokens = new PromqlTokenStream(text);
        var parsed = parse.apply(tokens);
        tokens.expect(TokenKind.END);
        return parsed;
    }

    private static void throwFirstFault(PromqlTokenStream tokens, Expr expression, String text) {
        ExprChecker.check(expression, new OperatorPositions(text)).stream()
                .findFirst()
                .ifPresent(fault -> {
                    throw tokens.error(fault.at(), fault.reason());
                });
    }
}
