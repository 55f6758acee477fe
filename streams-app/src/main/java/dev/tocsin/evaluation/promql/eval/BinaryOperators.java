package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.promql.Expr;
import java.util.function.DoubleBinaryOperator;

/** A binary operator, by what stands on its two sides. */
record BinaryOperators(Query query, Expr.Binary binary) {
    Operand apply(Operand left, Operand right, Steps steps) {
        if (left instanceof Operand.Scalars leftScalars) {
            return right instanceof Operand.Scalars rightScalars
                    ? new Operand.Scalars(scalars(leftScalars.values(), rightScalars.values()))
                    : scalarAndVector(leftScalars.values(), right.rows());
        }
        if (right instanceof Operand.Scalars scalars) {
            return vectorAndScalar(left.rows(), scalars.values());
        }
        return vectors(left.rows(), right.rows(), steps);
    }

    private Rows vectors(Rows left, Rows right, Steps steps) {
        if (binary.op().isTrim()) {
            return right.list().isEmpty() ? Rows.NONE : noFloats(left);
        }
        return binary.op().isSet()
                ? new SetOperators(binary).apply(left, right)
                : new VectorMatching(query, binary, steps.count()).apply(left, right);
    }

    private double[] scalars(double[] left, double[] right) {
        var operator = Arithmetic.number(binary.op());
        var values = new double[left.length];
        for (var i = 0; i < values.length; i++) {
            values[i] = operator.applyAsDouble(left[i], right[i]);
        }
        return values;
    }

    private Rows vectorAndScalar(Rows left, double[] right) {
        var op = binary.op();
        if (op.isTrim()) {
            return noFloats(left);
        }
        return elements(left, right, binary.isBool() ? Arithmetic.number(op) : Arithmetic.filter(op));
    }

    private Rows scalarAndVector(double[] left, Rows right) {
        var op = binary.op();
        if (op.isTrim()) {
            return noFloats(right);
        }
        if (op.isComparison() && !binary.isBool()) {
            // The element's value is kept, on whichever side it stands.
            var comparison = Arithmetic.comparison(op);
            return elements(
                    right, left, (element, scalar) -> comparison.holds(scalar, element) ? element : Row.NOTHING);
        }
        var operator = Arithmetic.number(op);
        return elements(right, left, (element, scalar) -> operator.applyAsDouble(scalar, element));
    }

    private Rows elements(Rows vector, double[] scalars, DoubleBinaryOperator operator) {
        var rows = vector.mapAtSteps((value, step) -> operator.applyAsDouble(value, scalars[step]));
        return binary.op().isComparison() && !binary.isBool()
                ? rows.withoutEmpty()
                : query.names().drop(rows);
    }

    private Rows noFloats(Rows rows) {
        if (!rows.list().isEmpty()) {
            query.annotations()
                    .inform(
                            binary,
                            "incompatible sample types encountered for binary operator \"%1$s\": float %1$s float"
                                    .formatted(binary.op()));
        }
        return Rows.NONE;
    }
}
