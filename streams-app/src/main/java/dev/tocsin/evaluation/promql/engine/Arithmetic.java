package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.BinaryOp;
import dev.tocsin.evaluation.promql.functions.FunctionTable;
import dev.tocsin.evaluation.promql.functions.Powers;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** Binary operators on two floats. */
final class Arithmetic {
    interface Comparison {
        boolean holds(double left, double right);
    }

    private static final Map<BinaryOp, DoubleBinaryOperator> OPERATORS = new EnumMap<>(Map.of(
            BinaryOp.ADD, (left, right) -> left + right,
            BinaryOp.SUBTRACT, (left, right) -> left - right,
            BinaryOp.MULTIPLY, (left, right) -> left * right,
            BinaryOp.DIVIDE, (left, right) -> left / right,
            BinaryOp.MODULO, (left, right) -> left % right,
            BinaryOp.POWER, Powers::pow,
            BinaryOp.ATAN2, FunctionTable::atan2));

    private static final Map<BinaryOp, Comparison> COMPARISONS = new EnumMap<>(Map.of(
            BinaryOp.EQUAL, (left, right) -> left == right,
            BinaryOp.NOT_EQUAL, (left, right) -> left != right,
            BinaryOp.LESS, (left, right) -> left < right,
            BinaryOp.LESS_OR_EQUAL, (left, right) -> left <= right,
            BinaryOp.GREATER, (left, right) -> left > right,
            BinaryOp.GREATER_OR_EQUAL, (left, right) -> left >= right));

    private Arithmetic() {}

    static Comparison comparison(BinaryOp op) {
        return COMPARISONS.get(op);
    }

    /** The operator; a comparison returns 1 or 0. */
    static DoubleBinaryOperator number(BinaryOp op) {
        if (op.isComparison()) {
            var comparison = COMPARISONS.get(op);
            return (left, right) -> comparison.holds(left, right) ? 1 : 0;
        }
        return OPERATORS.get(op);
    }

    /** The operator; a comparison returns the left operand or, if it does not hold, {@link VectorRow#NOTHING}. */
    static DoubleBinaryOperator filter(BinaryOp op) {
        if (op.isComparison()) {
            var comparison = COMPARISONS.get(op);
            return (left, right) -> comparison.holds(left, right) ? left : VectorRow.NOTHING;
        }
        return OPERATORS.get(op);
    }
}
