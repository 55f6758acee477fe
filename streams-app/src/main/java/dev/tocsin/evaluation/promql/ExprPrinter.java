package dev.tocsin.evaluation.promql;

import dev.tocsin.evaluation.promql.Matching.Cardinality;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notation.PromDuration;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Prints the canonical form on one line, as Prometheus does. */
final class ExprPrinter implements Expr.Cases<String> {
    static final ExprPrinter INSTANCE = new ExprPrinter();

    private ExprPrinter() {}

    static String number(double value, boolean isDuration) {
        if (!isDuration) {
            return GoFloat.plain(value);
        }
        var magnitude = PromDuration.format(Duration.ofMillis(Math.round(Math.abs(value) * 1e3)));
        return value < 0 ? "-" + magnitude : magnitude;
    }

    @Override
    public String numberLiteral(Expr.NumberLiteral number) {
        return number(number.value(), number.isDuration());
    }

    @Override
    public String stringLiteral(Expr.StringLiteral text) {
        return GoQuote.quote(text.value());
    }

    @Override
    public String vectorSelector(Expr.VectorSelector selector) {
        return series(selector)
                + selector.timeModifiers().at()
                + extension(selector)
                + selector.timeModifiers().offsetText();
    }

    @Override
    public String matrixSelector(Expr.MatrixSelector range) {
        return series(range.selector()) + "[" + range.range() + "]" + extension(range.selector())
                + range.selector().timeModifiers();
    }

    @Override
    public String subquery(Expr.Subquery subquery) {
        var step = subquery.step().map(DurationExpr::toString).orElse("");
        return subquery.expr() + "[" + subquery.range() + ":" + step + "]" + subquery.timeModifiers();
    }

    @Override
    public String call(Expr.Call call) {
        return call.function().name() + "(" + commas(call.arguments()) + ")";
    }

    @Override
    public String aggregation(Expr.Aggregation aggregation) {
        return head(aggregation) + "(" + commas(aggregation.children()) + ")";
    }

    /** The text before the parentheses. */
    static String head(Expr.Aggregation aggregation) {
        return aggregation.op() + grouping(aggregation.grouping());
    }

    @Override
    public String binary(Expr.Binary binary) {
        return binary.left() + " " + operator(binary) + " " + binary.right();
    }

    /** The text between the operands. */
    static String operator(Expr.Binary binary) {
        return binary.op() + (binary.isBool() ? " bool" : "") + matching(binary.matching());
    }

    @Override
    public String unary(Expr.Unary unary) {
        return unary.sign().toString() + unary.expr();
    }

    @Override
    public String paren(Expr.Paren paren) {
        return "(" + paren.expr() + ")";
    }

    private static String series(Expr.VectorSelector selector) {
        var shown = selector.matchers().stream()
                .filter(matcher -> selector.name().isEmpty() || !isMetricNameMatcher(matcher, selector.name()))
                .map(Matcher::toString)
                .collect(Collectors.joining(","));
        return shown.isEmpty() && !selector.name().isEmpty() ? selector.name() : selector.name() + "{" + shown + "}";
    }

    private static boolean isMetricNameMatcher(Matcher matcher, String name) {
        return matcher.op() == Matcher.Op.EQUAL
                && matcher.name().equals(Labels.NAME)
                && matcher.value().equals(name);
    }

    private static String extension(Expr.VectorSelector selector) {
        return selector.extension() == RangeExtension.NONE ? "" : " " + selector.extension();
    }

    private static String grouping(Grouping grouping) {
        if (grouping.isWithout()) {
            return " without " + labels(grouping.labels()) + " ";
        }
        return grouping.labels().isEmpty() ? "" : " by " + labels(grouping.labels()) + " ";
    }

    private static String matching(Matching matching) {
        var isGrouped =
                matching.cardinality() == Cardinality.MANY_TO_ONE || matching.cardinality() == Cardinality.ONE_TO_MANY;
        var text = new StringBuilder();
        if (matching.isOn() || isGrouped || !matching.labels().isEmpty()) {
            text.append(matching.isOn() ? " on " : " ignoring ").append(labels(matching.labels()));
        }
        if (isGrouped) {
            var side = matching.cardinality() == Cardinality.MANY_TO_ONE ? " group_left " : " group_right ";
            text.append(side).append(labels(matching.include()));
        }
        return text + fill(matching.fill());
    }

    private static String fill(Matching.Fill fill) {
        if (!fill.isNone() && fill.left().equals(fill.right())) {
            return value(" fill (", fill.left());
        }
        return value(" fill_left (", fill.left()) + value(" fill_right (", fill.right());
    }

    private static String value(String word, OptionalDouble value) {
        return value.isPresent() ? word + GoFloat.plain(value.getAsDouble()) + ")" : "";
    }

    private static String labels(List<String> names) {
        return names.stream()
                .map(name -> LabelName.isClassic(name) ? name : GoQuote.quote(name))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String commas(List<Expr> parts) {
        return parts.stream().map(Expr::toString).collect(Collectors.joining(", "));
    }
}
