package dev.tocsin.evaluation.naive;

import dev.tocsin.evaluation.promql.DurationExpr.QueryTimes;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Sign;
import dev.tocsin.evaluation.promql.TimeModifiers;
import dev.tocsin.evaluation.promql.ValueType;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A simple PromQL evaluator for tests: one expression at one time, element by element, written from the documentation
 * of the language. It shares only the parser with the product.
 */
final class NaiveEvaluator {
    static final long LOOKBACK = 300_000;
    static final long SUBQUERY_STEP = 60_000;
    private static final long STALE = 0x7ff0000000000002L;

    /** The data shared by all evaluation times of a query. */
    record Query(List<NaiveSeries> data, long start, long end) {}

    private final Query query;
    final long time;

    NaiveEvaluator(Query query, long time) {
        this.query = query;
        this.time = time;
    }

    static boolean isStale(double value) {
        return Double.doubleToRawLongBits(value) == STALE;
    }

    NaiveEvaluator at(long other) {
        return new NaiveEvaluator(query, other);
    }

    double scalar(Expr expr) {
        var inner = expr.unwrapParens();
        if (inner instanceof Expr.NumberLiteral number) {
            return number.value();
        }
        if (inner instanceof Expr.Unary unary) {
            return unary.sign() == Sign.MINUS ? -scalar(unary.expr()) : scalar(unary.expr());
        }
        if (inner instanceof Expr.Binary binary) {
            return NaiveOperators.compute(binary.op(), scalar(binary.left()), scalar(binary.right()));
        }
        return new NaiveFunctions(this).scalar((Expr.Call) inner);
    }

    String text(Expr expr) {
        return ((Expr.StringLiteral) expr.unwrapParens()).value();
    }

    List<NaivePoint> vector(Expr expr) {
        var inner = expr.unwrapParens();
        if (inner instanceof Expr.VectorSelector selector) {
            return selectedSamples(selector).stream()
                    .map(sample -> new NaivePoint(
                            sample.labels(), sample.samples().lastEntry().getValue()))
                    .toList();
        }
        if (inner instanceof Expr.Unary unary) {
            return unary.sign() == Sign.MINUS
                    ? NaivePoint.distinct(vector(unary.expr()).stream()
                            .map(point -> point.withoutName().with(-point.value()))
                            .toList())
                    : vector(unary.expr());
        }
        if (inner instanceof Expr.Binary binary) {
            return new NaiveOperators(this).vector(binary);
        }
        if (inner instanceof Expr.Aggregation aggregation) {
            return new NaiveAggregations(this).vector(aggregation);
        }
        return new NaiveFunctions(this).vector((Expr.Call) inner);
    }

    /** The series of an instant vector selector, each with its latest sample. */
    List<NaiveSeries> selectedSamples(Expr.VectorSelector selector) {
        var until = until(selector.timeModifiers());
        var samples = new ArrayList<NaiveSeries>();
        for (var one : matching(selector)) {
            var last = one.samples().floorEntry(until);
            if (last != null && last.getKey() > until - LOOKBACK && !isStale(last.getValue())) {
                var sample = NaiveSeries.of(one.labels());
                sample.samples().put(last.getKey(), last.getValue());
                samples.add(sample);
            }
        }
        return samples;
    }

    /** A range vector at this time. The range excludes {@code after} and includes {@code until}. */
    record Window(List<NaiveSeries> series, long after, long until) {}

    Window window(Expr expr) {
        var inner = expr.unwrapParens();
        return inner instanceof Expr.MatrixSelector range ? window(range) : window((Expr.Subquery) inner);
    }

    private Window window(Expr.MatrixSelector range) {
        var until = until(range.selector().timeModifiers());
        var after = until - range.range().millis(QueryTimes.INSTANT);
        var series = new ArrayList<NaiveSeries>();
        for (var one : matching(range.selector())) {
            var cut = NaiveSeries.of(one.labels());
            one.samples().subMap(after, false, until, true).forEach((at, value) -> {
                if (!isStale(value)) {
                    cut.samples().put(at, value);
                }
            });
            if (!cut.samples().isEmpty()) {
                series.add(cut);
            }
        }
        return new Window(series, after, until);
    }

    private Window window(Expr.Subquery subquery) {
        var until = until(subquery.timeModifiers());
        var after = until - subquery.range().millis(QueryTimes.INSTANT);
        var step = subquery.step().map(one -> one.millis(QueryTimes.INSTANT)).orElse(SUBQUERY_STEP);
        var series = new TreeMap<String, NaiveSeries>();
        for (var at = Math.floorDiv(after, step) * step + step; at <= until; at += step) {
            for (var point : at(at).vector(subquery.expr())) {
                series.computeIfAbsent(point.labels().toString(), key -> NaiveSeries.of(point.labels()))
                        .samples()
                        .put(at, point.value());
            }
        }
        return new Window(List.copyOf(series.values()), after, until);
    }

    private List<NaiveSeries> matching(Expr.VectorSelector selector) {
        return query.data().stream()
                .filter(one -> isMatched(Labels.of(one.labels()), selector))
                .toList();
    }

    private static boolean isMatched(Labels labels, Expr.VectorSelector selector) {
        return selector.matchers().stream().allMatch(matcher -> matcher.matches(labels));
    }

    private long until(TimeModifiers modifiers) {
        var reference = modifiers.at().time(time, query.start(), query.end());
        return reference - modifiers.offset().millis(QueryTimes.INSTANT);
    }

    static boolean isScalar(Expr expr) {
        return expr.type() == ValueType.SCALAR;
    }

    static Map<String, String> labels() {
        return new TreeMap<>();
    }
}
