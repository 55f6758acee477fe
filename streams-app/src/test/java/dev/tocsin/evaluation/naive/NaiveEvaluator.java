package dev.tocsin.evaluation.naive;

import dev.tocsin.evaluation.promql.AtModifier;
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
 * PromQL as slowly and as plainly as can be: one expression at one time, element by element, straight from the
 * description of the language. It shares the parser with the product, and nothing else.
 */
final class NaiveEvaluator {
    static final long LOOKBACK = 300_000;
    static final long SUBQUERY_STEP = 60_000;
    private static final long STALE = 0x7ff0000000000002L;

    /** What is the same at all times of a query. */
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
        var of = expr.unwrapParens();
        if (of instanceof Expr.NumberLiteral number) {
            return number.value();
        }
        if (of instanceof Expr.Unary unary) {
            return unary.sign() == Sign.MINUS ? -scalar(unary.expr()) : scalar(unary.expr());
        }
        if (of instanceof Expr.Binary binary) {
            return NaiveOperators.compute(binary.op(), scalar(binary.left()), scalar(binary.right()));
        }
        return new NaiveFunctions(this).scalar((Expr.Call) of);
    }

    String text(Expr expr) {
        return ((Expr.StringLiteral) expr.unwrapParens()).value();
    }

    List<NaivePoint> vector(Expr expr) {
        var of = expr.unwrapParens();
        if (of instanceof Expr.VectorSelector selector) {
            return selectedSamples(selector).stream()
                    .map(sighting -> new NaivePoint(
                            sighting.labels(), sighting.samples().lastEntry().getValue()))
                    .toList();
        }
        if (of instanceof Expr.Unary unary) {
            return unary.sign() == Sign.MINUS
                    ? NaivePoint.distinct(vector(unary.expr()).stream()
                            .map(point -> point.withoutName().with(-point.value()))
                            .toList())
                    : vector(unary.expr());
        }
        if (of instanceof Expr.Binary binary) {
            return new NaiveOperators(this).vector(binary);
        }
        if (of instanceof Expr.Aggregation aggregation) {
            return new NaiveAggregations(this).vector(aggregation);
        }
        return new NaiveFunctions(this).vector((Expr.Call) of);
    }

    /** Each series that a selector sees, with the one sample that it sees of it. */
    List<NaiveSeries> selectedSamples(Expr.VectorSelector selector) {
        var until = until(selector.timeModifiers());
        var seen = new ArrayList<NaiveSeries>();
        for (var track : matching(selector)) {
            var last = track.samples().floorEntry(until);
            if (last != null && last.getKey() > until - LOOKBACK && !isStale(last.getValue())) {
                var sighting = NaiveSeries.of(track.labels());
                sighting.samples().put(last.getKey(), last.getValue());
                seen.add(sighting);
            }
        }
        return seen;
    }

    /** A range vector at this time: the tracks and the window that they were cut from. */
    record Window(List<NaiveSeries> tracks, long after, long until) {}

    Window window(Expr expr) {
        var of = expr.unwrapParens();
        return of instanceof Expr.MatrixSelector range ? window(range) : window((Expr.Subquery) of);
    }

    private Window window(Expr.MatrixSelector range) {
        var until = until(range.selector().timeModifiers());
        var after = until - range.range().millis(QueryTimes.INSTANT);
        var tracks = new ArrayList<NaiveSeries>();
        for (var track : matching(range.selector())) {
            var cut = NaiveSeries.of(track.labels());
            track.samples().subMap(after, false, until, true).forEach((at, value) -> {
                if (!isStale(value)) {
                    cut.samples().put(at, value);
                }
            });
            if (!cut.samples().isEmpty()) {
                tracks.add(cut);
            }
        }
        return new Window(tracks, after, until);
    }

    private Window window(Expr.Subquery subquery) {
        var until = until(subquery.timeModifiers());
        var after = until - subquery.range().millis(QueryTimes.INSTANT);
        var step = subquery.step().map(one -> one.millis(QueryTimes.INSTANT)).orElse(SUBQUERY_STEP);
        var tracks = new TreeMap<String, NaiveSeries>();
        for (var at = Math.floorDiv(after, step) * step + step; at <= until; at += step) {
            for (var point : at(at).vector(subquery.expr())) {
                tracks.computeIfAbsent(point.labels().toString(), key -> NaiveSeries.of(point.labels()))
                        .samples()
                        .put(at, point.value());
            }
        }
        return new Window(List.copyOf(tracks.values()), after, until);
    }

    private List<NaiveSeries> matching(Expr.VectorSelector selector) {
        return query.data().stream()
                .filter(track -> isMatched(Labels.of(track.labels()), selector))
                .toList();
    }

    private static boolean isMatched(Labels labels, Expr.VectorSelector selector) {
        return selector.matchers().stream().allMatch(matcher -> matcher.matches(labels));
    }

    private long until(TimeModifiers timing) {
        var reference = timing.at().match(new AtModifier.Cases<Long>() {
            @Override
            public Long none() {
                return time;
            }

            @Override
            public Long start() {
                return query.start();
            }

            @Override
            public Long end() {
                return query.end();
            }

            @Override
            public Long timestamp(long epochMillis) {
                return epochMillis;
            }
        });
        return reference - timing.offset().millis(QueryTimes.INSTANT);
    }

    static boolean isScalar(Expr expr) {
        return expr.type() == ValueType.SCALAR;
    }

    static Map<String, String> labels() {
        return new TreeMap<>();
    }
}
