package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.BinaryOp;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.MetricNameRemoval;
import dev.tocsin.evaluation.promql.vectors.OperandValue;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.QueryContext;
import dev.tocsin.evaluation.promql.vectors.StepTimes;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.evaluation.promql.vectors.VectorRowBuilder;
import java.util.ArrayList;
import java.util.function.DoubleBinaryOperator;

/** Evaluates a binary operator on scalars and vectors. */
record BinaryOperators(QueryContext query, Expr.Binary binary) {
    OperandValue apply(OperandValue left, OperandValue right, StepTimes steps) {
        if (left instanceof OperandValue.Scalars leftScalars) {
            return right instanceof OperandValue.Scalars rightScalars
                    ? new OperandValue.Scalars(scalars(leftScalars.values(), rightScalars.values()))
                    : vectorAndScalar(right.instantVector(), leftScalars.values(), true);
        }
        if (right instanceof OperandValue.Scalars scalars) {
            return vectorAndScalar(left.instantVector(), scalars.values(), false);
        }
        return vectors(left.instantVector(), right.instantVector(), steps);
    }

    private InstantVector vectors(InstantVector left, InstantVector right, StepTimes steps) {
        return binary.op().isSet()
                ? new SetOperators(binary).apply(left, right)
                : new VectorMatching(query, binary, steps.count()).apply(left, right);
    }

    private double[] scalars(double[] left, double[] right) {
        if (binary.op().isTrim()) {
            throw new EvaluationException("operator \"%s\" not allowed for Scalar operations".formatted(binary.op()));
        }
        var operator = Arithmetic.number(binary.op());
        var values = new double[left.length];
        for (var i = 0; i < values.length; i++) {
            values[i] = operator.applyAsDouble(left[i], right[i]);
        }
        return values;
    }

    private InstantVector vectorAndScalar(InstantVector vector, double[] scalars, boolean isScalarLeft) {
        var op = binary.op();
        var operator = isScalarLeft ? swapped(op) : binary.isBool() ? Arithmetic.number(op) : Arithmetic.filter(op);
        if (!op.isTrim() && !vector.hasHistograms()) {
            if (scalars.length == 1 && op.isComparison() && !binary.isBool()) {
                return vector.filterAtSingleStep(
                        value -> !VectorRow.isNothing(operator.applyAsDouble(value, scalars[0])));
            }
            return named(vector.mapAtSteps((value, step) -> operator.applyAsDouble(value, scalars[step])));
        }
        var points = new PointOperator(query, binary);
        return points(vector, (element, step) -> {
            if (!op.isTrim() && !element.isHistogram()) {
                return Point.of(operator.applyAsDouble(element.value(), scalars[step]));
            }
            var scalar = Point.of(scalars[step]);
            return isScalarLeft ? points.apply(scalar, element) : points.apply(element, scalar);
        });
    }

    /** The operator with exchanged operands, for a scalar on the left side. */
    private DoubleBinaryOperator swapped(BinaryOp op) {
        if (op.isComparison() && !binary.isBool()) {
            // The result is the value of the vector element, even if the scalar is the left operand.
            var comparison = Arithmetic.comparison(op);
            return (element, scalar) -> comparison.holds(scalar, element) ? element : VectorRow.NOTHING;
        }
        var operator = Arithmetic.number(op);
        return (element, scalar) -> operator.applyAsDouble(scalar, element);
    }

    /** A function of an element, a float or a histogram, and its step. */
    private interface PointFunction {
        Point of(Point element, int step);
    }

    private InstantVector points(InstantVector vector, PointFunction function) {
        var rows = new ArrayList<VectorRow>(vector.rows().size());
        for (var row : vector.rows()) {
            var column = VectorRowBuilder.empty(row.values().length);
            for (var step = 0; step < row.values().length; step++) {
                if (row.has(step)) {
                    column.put(step, function.of(row.at(step), step));
                }
            }
            rows.add(column.build(row.labels(), row.dropName()));
        }
        return named(new InstantVector(rows).withoutEmpty());
    }

    private InstantVector named(InstantVector rows) {
        var keepsName = binary.op().isTrim() || binary.op().isComparison() && !binary.isBool();
        return keepsName ? rows.withoutEmpty() : MetricNameRemoval.of(query).drop(rows);
    }
}
