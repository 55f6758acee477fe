package dev.tocsin.evaluation.promql.parser;

import dev.tocsin.evaluation.promql.Expr;

/** Prints an expression with parentheses around each operator and its operands. */
final class ParenthesizedPrinter {
    private ParenthesizedPrinter() {}

    static String show(Expr expr) {
        if (expr instanceof Expr.Binary binary) {
            return "(" + show(binary.left()) + " " + binary.op() + " " + show(binary.right()) + ")";
        }
        return expr instanceof Expr.Unary unary ? "(" + unary.sign() + show(unary.expr()) + ")" : expr.toString();
    }
}
