package dev.tocsin.evaluation.naive;

import dev.tocsin.evaluation.promql.Aggregator;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Grouping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The aggregation operators. */
final class NaiveAggregations {
    private final NaiveEvaluator evaluator;

    NaiveAggregations(NaiveEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    List<NaivePoint> vector(Expr.Aggregation aggregation) {
        var points = evaluator.vector(aggregation.expr());
        return switch (aggregation.op()) {
            case COUNT_VALUES -> countValues(aggregation, points);
            case TOPK, BOTTOMK -> best(aggregation, points);
            default -> one(aggregation, points);
        };
    }

    private List<NaivePoint> one(Expr.Aggregation aggregation, List<NaivePoint> points) {
        var parameter = aggregation.parameter().map(evaluator::scalar).orElse(0.0);
        var results = new ArrayList<NaivePoint>();
        groups(aggregation.grouping(), points).forEach((labels, members) -> {
            var values = members.stream().map(NaivePoint::value).toList();
            results.add(new NaivePoint(labels, compute(aggregation.op(), parameter, values)));
        });
        return results;
    }

    private static double compute(Aggregator op, double parameter, List<Double> values) {
        return switch (op) {
            case SUM -> NaiveMath.sum(values);
            case AVG -> NaiveMath.average(values);
            case COUNT -> values.size();
            case GROUP -> 1;
            case MIN -> NaiveMath.smallest(values);
            case MAX -> NaiveMath.largest(values);
            case STDDEV -> Math.sqrt(NaiveMath.variance(values));
            case STDVAR -> NaiveMath.variance(values);
            case QUANTILE -> NaiveMath.quantile(parameter, values);
            default -> throw new IllegalStateException("not supported: " + op);
        };
    }

    private List<NaivePoint> countValues(Expr.Aggregation aggregation, List<NaivePoint> points) {
        var label = evaluator.text(aggregation.parameter().orElseThrow());
        var labelled = points.stream()
                .map(point -> {
                    var labels = new TreeMap<>(point.labels());
                    labels.put(label, NaiveMath.plain(point.value()));
                    return new NaivePoint(labels, point.value());
                })
                .toList();
        var grouping = aggregation.grouping();
        if (!grouping.isWithout()) {
            var by = new ArrayList<>(grouping.labels());
            by.add(label);
            grouping = Grouping.by(by);
        }
        var results = new ArrayList<NaivePoint>();
        groups(grouping, labelled).forEach((labels, members) -> results.add(new NaivePoint(labels, members.size())));
        return results;
    }

    private List<NaivePoint> best(Expr.Aggregation aggregation, List<NaivePoint> points) {
        var parameter = evaluator.scalar(aggregation.parameter().orElseThrow());
        if (Double.isNaN(parameter)) {
            throw new NaiveEvaluationException("Parameter value is NaN");
        }
        var size = (int) Math.min(parameter, 1000);
        if (size < 1) {
            return List.of();
        }
        var isTop = aggregation.op() == Aggregator.TOPK;
        Comparator<Double> order = isTop ? Collections.reverseOrder() : Comparator.naturalOrder();
        var results = new ArrayList<NaivePoint>();
        for (var members : groups(aggregation.grouping(), points).values()) {
            var sorted = new ArrayList<>(members);
            sorted.sort(Comparator.comparing((NaivePoint point) -> Double.isNaN(point.value()))
                    .thenComparing(point -> point.value() + 0.0, order));
            if (sorted.size() > size
                    && Double.compare(
                                    sorted.get(size - 1).value() + 0.0,
                                    sorted.get(size).value() + 0.0)
                            == 0) {
                throw new AmbiguousResultException();
            }
            results.addAll(sorted.subList(0, Math.min(size, sorted.size())));
        }
        return results;
    }

    private static Map<Map<String, String>, List<NaivePoint>> groups(Grouping grouping, List<NaivePoint> points) {
        var groups = new LinkedHashMap<Map<String, String>, List<NaivePoint>>();
        for (var point : points) {
            var key = new TreeMap<>(point.labels());
            if (grouping.isWithout()) {
                key.remove("__name__");
                key.keySet().removeAll(grouping.labels());
            } else {
                key.keySet().retainAll(grouping.labels());
            }
            groups.computeIfAbsent(key, none -> new ArrayList<>()).add(point);
        }
        return groups;
    }
}
