package dev.tocsin.evaluation.naive;

import dev.tocsin.evaluation.promql.BinaryOp;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Matching;
import dev.tocsin.evaluation.promql.Matching.Cardinality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Binary operators with at least one vector operand. */
final class NaiveOperators {
    private final NaiveEvaluator evaluator;

    NaiveOperators(NaiveEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** The operator on two numbers. A comparison returns 1 or 0. */
    static double compute(BinaryOp op, double left, double right) {
        return switch (op) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case MODULO -> left % right;
            case POWER -> left == 1 || left == -1 && Double.isInfinite(right) ? 1 : Math.pow(left, right);
            case ATAN2 -> Math.atan2(left, right);
            case EQUAL -> left == right ? 1 : 0;
            case NOT_EQUAL -> left != right ? 1 : 0;
            case LESS -> left < right ? 1 : 0;
            case LESS_OR_EQUAL -> left <= right ? 1 : 0;
            case GREATER -> left > right ? 1 : 0;
            case GREATER_OR_EQUAL -> left >= right ? 1 : 0;
            default -> throw new IllegalStateException("no operator on numbers: " + op);
        };
    }

    List<NaivePoint> vector(Expr.Binary binary) {
        if (NaiveEvaluator.isScalar(binary.left()) || NaiveEvaluator.isScalar(binary.right())) {
            return withScalar(binary);
        }
        var left = evaluator.vector(binary.left());
        var right = evaluator.vector(binary.right());
        return binary.op().isSet() ? set(binary, left, right) : joined(binary, left, right);
    }

    private List<NaivePoint> withScalar(Expr.Binary binary) {
        var scalarIsLeft = NaiveEvaluator.isScalar(binary.left());
        var scalar = evaluator.scalar(scalarIsLeft ? binary.left() : binary.right());
        var results = new ArrayList<NaivePoint>();
        for (var point : evaluator.vector(scalarIsLeft ? binary.right() : binary.left())) {
            var value = scalarIsLeft
                    ? compute(binary.op(), scalar, point.value())
                    : compute(binary.op(), point.value(), scalar);
            if (!binary.op().isComparison() || binary.isBool()) {
                results.add(point.withoutName().with(value));
            } else if (value == 1) {
                results.add(point);
            }
        }
        return NaivePoint.distinct(results);
    }

    private static List<NaivePoint> set(Expr.Binary binary, List<NaivePoint> left, List<NaivePoint> right) {
        var matching = binary.matching();
        var leftSignatures = new HashSet<>(
                left.stream().map(point -> signature(matching, point)).toList());
        var rightSignatures = new HashSet<>(
                right.stream().map(point -> signature(matching, point)).toList());
        var results = new ArrayList<NaivePoint>();
        for (var point : left) {
            var isInBoth = rightSignatures.contains(signature(matching, point));
            if (binary.op() == BinaryOp.OR || isInBoth == (binary.op() == BinaryOp.AND)) {
                results.add(point);
            }
        }
        if (binary.op() == BinaryOp.OR) {
            right.stream()
                    .filter(point -> !leftSignatures.contains(signature(matching, point)))
                    .forEach(results::add);
        }
        return results;
    }

    private static List<NaivePoint> joined(Expr.Binary binary, List<NaivePoint> left, List<NaivePoint> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return List.of();
        }
        var matching = binary.matching();
        var isSwapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
        var many = isSwapped ? right : left;
        var ones = new HashMap<Map<String, String>, NaivePoint>();
        for (var one : isSwapped ? left : right) {
            if (ones.put(signature(matching, one), one) != null) {
                throw new NaiveEvaluationException("found duplicate series for the match group");
            }
        }
        var results = new ArrayList<NaivePoint>();
        var taken = new HashSet<List<Object>>();
        for (var point : many) {
            var signature = signature(matching, point);
            var one = ones.get(signature);
            if (one == null) {
                continue;
            }
            var labels = resultLabels(binary, point, one);
            var isGrouped = matching.cardinality() != Cardinality.ONE_TO_ONE;
            if (!taken.add(isGrouped ? List.of(signature, labels) : List.of(signature))) {
                throw new NaiveEvaluationException("multiple matches for labels");
            }
            var written = isSwapped ? one : point;
            var value = compute(binary.op(), written.value(), (isSwapped ? point : one).value());
            if (!binary.op().isComparison() || binary.isBool()) {
                results.add(new NaivePoint(labels, value));
            } else if (value == 1) {
                results.add(new NaivePoint(labels, written.value()));
            }
        }
        return results;
    }

    private static Map<String, String> resultLabels(Expr.Binary binary, NaivePoint many, NaivePoint one) {
        var matching = binary.matching();
        var labels = new TreeMap<>(many.labels());
        if (!binary.op().isComparison() || binary.isBool()) {
            labels.remove("__name__");
        }
        if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
            if (matching.isOn()) {
                labels.keySet().retainAll(matching.labels());
            } else {
                labels.keySet().removeAll(matching.labels());
            }
        }
        for (var name : matching.include()) {
            if (one.labels().containsKey(name)) {
                labels.put(name, one.labels().get(name));
            } else {
                labels.remove(name);
            }
        }
        return labels;
    }

    private static Map<String, String> signature(Matching matching, NaivePoint point) {
        var labels = new TreeMap<>(point.labels());
        if (matching.isOn()) {
            labels.keySet().retainAll(matching.labels());
        } else {
            labels.remove("__name__");
            labels.keySet().removeAll(matching.labels());
        }
        return labels;
    }
}
