package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.BinaryOp;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.Column;
import dev.tocsin.evaluation.promql.vectors.Names;
import dev.tocsin.evaluation.promql.vectors.Operand;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.Query;
import dev.tocsin.evaluation.promql.vectors.Row;
import dev.tocsin.evaluation.promql.vectors.Rows;
import dev.tocsin.evaluation.promql.vectors.Steps;
import java.util.ArrayList;
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
        if (op.isTrim() || left.hasHistograms()) {
            var points = new PointOperator(query, binary);
            var numbers = number(op);
            return points(
                    left,
                    (element, step) -> element.isHistogram() || op.isTrim()
                            ? points.apply(element, Point.of(right[step]))
                            : Point.of(numbers.applyAsDouble(element.value(), right[step])));
        }
        return elements(left, right, number(op));
    }

    private DoubleBinaryOperator number(BinaryOp op) {
        return binary.isBool() ? Arithmetic.number(op) : Arithmetic.filter(op);
    }

    private Rows scalarAndVector(double[] left, Rows right) {
        var op = binary.op();
        var operator = swapped(op);
        if (op.isTrim() || right.hasHistograms()) {
            var points = new PointOperator(query, binary);
            return points(
                    right,
                    (element, step) -> element.isHistogram() || op.isTrim()
                            ? points.apply(Point.of(left[step]), element)
                            : Point.of(operator.applyAsDouble(element.value(), left[step])));
        }
        return elements(right, left, operator);
    }

    /** The operator with its right side first. */
    private DoubleBinaryOperator swapped(BinaryOp op) {
        if (op.isComparison() && !binary.isBool()) {
            // The element's value is kept, on whichever side it stands.
            var comparison = Arithmetic.comparison(op);
            return (element, scalar) -> comparison.holds(scalar, element) ? element : Row.NOTHING;
        }
        var operator = Arithmetic.number(op);
        return (element, scalar) -> operator.applyAsDouble(scalar, element);
    }

    private Rows elements(Rows vector, double[] scalars, DoubleBinaryOperator operator) {
        return named(vector.mapAtSteps((value, step) -> operator.applyAsDouble(value, scalars[step])));
    }

    /** A function of an element, which may be a histogram, and its step. */
    private interface OfPoint {
        Point of(Point element, int step);
    }

    private Rows points(Rows vector, OfPoint function) {
        var rows = new ArrayList<Row>(vector.list().size());
        for (var row : vector.list()) {
            var column = Column.empty(row.values().length);
            for (var step = 0; step < row.values().length; step++) {
                if (row.has(step)) {
                    column.put(step, function.of(row.at(step), step));
                }
            }
            rows.add(column.row(row.labels(), row.losesName()));
        }
        return named(new Rows(rows).withoutEmpty());
    }

    private Rows named(Rows rows) {
        var keepsName = binary.op().isTrim() || binary.op().isComparison() && !binary.isBool();
        return keepsName ? rows.withoutEmpty() : Names.of(query).drop(rows);
    }
}
