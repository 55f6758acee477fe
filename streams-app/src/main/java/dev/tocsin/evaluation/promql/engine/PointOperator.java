package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.BinaryOp;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.HistogramAnnotations;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.QueryContext;
import dev.tocsin.evaluation.samples.Histogram;

/** A binary operator on two elements where at least one is, or must be, a histogram. */
record PointOperator(QueryContext query, Expr.Binary binary) {
    /** The result; {@link Point#NOTHING} if a comparison fails, or, with an annotation, if the types do not fit. */
    Point apply(Point left, Point right) {
        if (left.isHistogram() && right.isHistogram()) {
            return histograms(left, right);
        }
        return switch (binary.op()) {
            case MULTIPLY ->
                left.isHistogram()
                        ? Point.of(left.histogram().times(right.value()))
                        : Point.of(right.histogram().times(left.value()));
            case DIVIDE ->
                left.isHistogram() ? Point.of(left.histogram().dividedBy(right.value())) : incompatible(left, right);
            case TRIM_UPPER ->
                left.isHistogram()
                        ? Point.of(HistogramTrim.trimUpper(left.histogram(), right.value()))
                        : incompatible(left, right);
            case TRIM_LOWER ->
                left.isHistogram()
                        ? Point.of(HistogramTrim.trimLower(left.histogram(), right.value()))
                        : incompatible(left, right);
            default -> incompatible(left, right);
        };
    }

    private Point histograms(Point left, Point right) {
        var isSame = binary.op().isComparison() && left.histogram().equalsIgnoringResetHint(right.histogram());
        return switch (binary.op()) {
            case ADD, SUBTRACT -> combined(left.histogram(), right.histogram());
            case EQUAL -> compared(left, isSame);
            case NOT_EQUAL -> compared(left, !isSame);
            default -> incompatible(left, right);
        };
    }

    private Point compared(Point left, boolean holds) {
        if (binary.isBool()) {
            return Point.of(holds ? 1 : 0);
        }
        return holds ? left : Point.NOTHING;
    }

    private Point combined(Histogram left, Histogram right) {
        var annotations = query.annotations();
        if (!left.isCompatibleWith(right)) {
            annotations.warn(binary, "incompatible bucket layout encountered for binary operator " + binary.op());
            return Point.NOTHING;
        }
        var isSum = binary.op() == BinaryOp.ADD;
        if (left.resetHint().contradicts(right.resetHint())) {
            annotations.warn(binary, HistogramAnnotations.counterResetCollision(isSum ? "addition" : "subtraction"));
        }
        if (left.hasDifferentBoundsThan(right)) {
            annotations.inform(
                    binary, HistogramAnnotations.mismatchedCustomBuckets(isSum ? "addition" : "subtraction"));
        }
        return Point.of(isSum ? left.plus(right) : left.minus(right));
    }

    private Point incompatible(Point left, Point right) {
        query.annotations()
                .inform(
                        binary,
                        "incompatible sample types encountered for binary operator \"%2$s\": %1$s %2$s %3$s"
                                .formatted(kind(left), binary.op(), kind(right)));
        return Point.NOTHING;
    }

    private static String kind(Point point) {
        return point.isHistogram() ? "histogram" : "float";
    }
}
