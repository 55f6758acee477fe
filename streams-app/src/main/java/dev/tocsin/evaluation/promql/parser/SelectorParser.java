package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.RangeExtension;
import dev.tocsin.evaluation.promql.Span;
import dev.tocsin.evaluation.promql.TimeModifiers;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notation.GoQuote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Parses selectors, series names and lists of labels. */
record SelectorParser(PromqlTokenStream tokens) {
    private static final String MATCHING = "in label matching, expected ";
    private static final String LABEL_SET = "in label set, expected ";
    private static final String GROUPING = "in grouping opts, expected ";

    boolean isAhead() {
        return tokens.at(TokenKind.LEFT_BRACE) || tokens.peek().canBeMetric();
    }

    /** {@code name}, {@code name{...}} or {@code {...}}. */
    Expr.VectorSelector selector() {
        return tokens.at(TokenKind.LEFT_BRACE) ? nameless() : named(tokens.next());
    }

    Expr.VectorSelector named(PromqlToken name) {
        var matchers = new ArrayList<Matcher>();
        var span = name.span();
        if (tokens.at(TokenKind.LEFT_BRACE)) {
            matchers.addAll(matchers());
            span = tokens.spanFrom(name.span());
        }
        matchers.add(Matcher.equal(Labels.NAME, name.text()));
        return new Expr.VectorSelector(name.text(), matchers, TimeModifiers.NONE, RangeExtension.NONE, span);
    }

    private Expr.VectorSelector nameless() {
        var first = tokens.peek().span();
        var matchers = matchers();
        return new Expr.VectorSelector("", matchers, TimeModifiers.NONE, RangeExtension.NONE, tokens.spanFrom(first));
    }

    private List<Matcher> matchers() {
        var matchers = new ArrayList<Matcher>();
        tokens.expect(TokenKind.LEFT_BRACE);
        while (!tokens.accept(TokenKind.RIGHT_BRACE)) {
            matchers.add(matcher());
            endOfItem(MATCHING);
        }
        return matchers;
    }

    private void endOfItem(String where) {
        if (!tokens.accept(TokenKind.COMMA) && !tokens.at(TokenKind.RIGHT_BRACE)) {
            throw tokens.unexpected(where + "\",\" or \"}\"");
        }
    }

    private Matcher matcher() {
        var label = labelInBraces(MATCHING);
        if (label.is(TokenKind.STRING) && !isMatchSign(tokens.peek())) {
            return Matcher.equal(Labels.NAME, label.value());
        }
        if (!isMatchSign(tokens.peek())) {
            throw tokens.unexpected(MATCHING + "label matching operator");
        }
        var op = matchOp(tokens.next().text());
        var value = tokens.expect(TokenKind.STRING, MATCHING + "string");
        try {
            if (op.isRegex()) {
                tokens.countRegex(value.value());
            }
            return Matcher.promql(nameOf(label), op, value.value());
        } catch (IllegalArgumentException e) {
            throw tokens.error(Span.between(label.span(), value.span()), e.getMessage());
        }
    }

    private PromqlToken labelInBraces(String where) {
        if (!tokens.at(TokenKind.IDENTIFIER) && !tokens.at(TokenKind.STRING)) {
            throw tokens.unexpected(where + "identifier or \"}\"");
        }
        return tokens.next();
    }

    private static boolean isMatchSign(PromqlToken token) {
        return token.is(TokenKind.EQUAL_SIGN)
                || token.is(TokenKind.REGEX_SIGN)
                || token.is(TokenKind.OPERATOR) && token.text().equals("!=");
    }

    private static Matcher.Op matchOp(String sign) {
        return switch (sign) {
            case "=" -> Matcher.Op.EQUAL;
            case "!=" -> Matcher.Op.NOT_EQUAL;
            case "=~" -> Matcher.Op.REGEX;
            default -> Matcher.Op.NOT_REGEX;
        };
    }

    private static String nameOf(PromqlToken label) {
        return label.is(TokenKind.STRING) ? label.value() : label.text();
    }

    /** The labels of one series: {@code name{a="b"}}. */
    Labels series() {
        var labels = new LinkedHashMap<String, String>();
        if (tokens.peek().canBeMetric()) {
            labels.put(Labels.NAME, tokens.next().text());
        } else if (!tokens.at(TokenKind.LEFT_BRACE)) {
            throw tokens.unexpected();
        }
        if (tokens.accept(TokenKind.LEFT_BRACE)) {
            while (!tokens.accept(TokenKind.RIGHT_BRACE)) {
                labelOfSeries(labels);
                endOfItem(LABEL_SET);
            }
        }
        return Labels.of(labels);
    }

    private void labelOfSeries(LinkedHashMap<String, String> labels) {
        var label = labelInBraces(LABEL_SET);
        if (label.is(TokenKind.STRING) && !tokens.at(TokenKind.EQUAL_SIGN)) {
            labels.put(Labels.NAME, label.value());
            return;
        }
        tokens.expect(TokenKind.EQUAL_SIGN, LABEL_SET + "\"=\"");
        labels.put(
                nameOf(label),
                tokens.expect(TokenKind.STRING, LABEL_SET + "string").value());
    }

    /** {@code (a, "b c")}, after {@code by}, {@code on} and similar keywords. */
    List<String> labelNames() {
        var names = new ArrayList<String>();
        tokens.expect(TokenKind.LEFT_PAREN, GROUPING + "\"(\"");
        while (!tokens.accept(TokenKind.RIGHT_PAREN)) {
            names.add(labelName());
            if (!tokens.accept(TokenKind.COMMA) && !tokens.at(TokenKind.RIGHT_PAREN)) {
                throw tokens.unexpected(GROUPING + "\",\" or \")\"");
            }
        }
        return names;
    }

    private String labelName() {
        if (!tokens.peek().canBeLabel()) {
            throw tokens.unexpected(GROUPING + "label");
        }
        var token = tokens.next();
        if (!LabelName.isValid(nameOf(token))) {
            throw tokens.error(token.span(), "invalid label name for grouping: " + GoQuote.quote(nameOf(token)));
        }
        return nameOf(token);
    }
}
