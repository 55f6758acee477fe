package dev.tocsin.evaluation.promql;

import dev.tocsin.evaluation.promql.Matching.Cardinality;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.Utf8Order;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notation.PromDuration;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Parts of the canonical form of expressions, which is that of Prometheus. */
final class ExprPrinter {
    private ExprPrinter() {}

    static String number(double value, boolean isDuration) {
        if (!isDuration) {
            return GoFloat.plain(value);
        }
        var magnitude = PromDuration.format(Duration.ofMillis(Math.round(Math.abs(value) * 1e3)));
        return value < 0 ? "-" + magnitude : magnitude;
    }

    /** The text before the parentheses. */
    static String head(Expr.Aggregation aggregation) {
        return aggregation.op() + grouping(aggregation.grouping());
    }

    /** The text between the operands. */
    static String operator(Expr.Binary binary) {
        return binary.op() + (binary.isBool() ? " bool" : "") + matching(binary.matching());
    }

    static String series(Expr.VectorSelector selector) {
        var metric = Matcher.equal(Labels.NAME, selector.name());
        var shown = selector.matchers().stream()
                .filter(matcher -> selector.name().isEmpty() || !matcher.equals(metric))
                .map(Matcher::toString)
                .sorted(Utf8Order.COMPARATOR)
                .collect(Collectors.joining(","));
        return shown.isEmpty() && !selector.name().isEmpty() ? selector.name() : selector.name() + "{" + shown + "}";
    }

    static String extension(RangeExtension extension) {
        return extension == RangeExtension.NONE ? "" : " " + extension;
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

    static String inParens(List<Expr> parts) {
        return parts.stream().map(Expr::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
