package dev.tocsin.evaluation.promql;

import java.util.List;
import java.util.stream.Collectors;

/** Prints an expression on several lines, as Prometheus's {@code format_query}: only long parts are broken. */
final class ExprPrettyPrinter {
    private static final int MAX_LINE_LENGTH = 100;

    private ExprPrettyPrinter() {}

    static String print(Expr expr) {
        return print(expr, 0);
    }

    private static String print(Expr expr, int depth) {
        var line = expr.toString();
        return line.length() <= MAX_LINE_LENGTH ? indent(depth) + line : multiLine(expr, line, depth);
    }

    private static String multiLine(Expr expr, String line, int depth) {
        if (expr instanceof Expr.Binary binary) {
            return print(binary.left(), depth + 1) + "\n" + indent(depth) + ExprPrinter.operator(binary) + "\n"
                    + print(binary.right(), depth + 1);
        }
        if (expr instanceof Expr.Unary unary) {
            return indent(depth) + unary.sign() + print(unary.expr(), depth).strip();
        }
        if (expr instanceof Expr.Subquery subquery) {
            return print(subquery.expr(), depth)
                    + line.substring(subquery.expr().toString().length());
        }
        if (expr instanceof Expr.Paren paren) {
            return inParens("", List.of(paren.expr()), depth);
        }
        if (expr instanceof Expr.Aggregation aggregation) {
            return inParens(ExprPrinter.head(aggregation), aggregation.children(), depth);
        }
        if (expr instanceof Expr.Call call && !call.arguments().isEmpty()) {
            return inParens(call.function().name(), call.arguments(), depth);
        }
        return indent(depth) + line;
    }

    private static String inParens(String head, List<Expr> parts, int depth) {
        return parts.stream()
                .map(part -> print(part, depth + 1))
                .collect(Collectors.joining(",\n", indent(depth) + head + "(\n", "\n" + indent(depth) + ")"));
    }

    private static String indent(int depth) {
        return "  ".repeat(depth);
    }
}
