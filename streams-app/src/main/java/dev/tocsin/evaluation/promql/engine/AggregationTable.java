package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Aggregator;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.Evaluation;
import dev.tocsin.evaluation.promql.vectors.NumberOrder;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.Rows;
import dev.tocsin.evaluation.promql.vectors.Statistics;
import dev.tocsin.evaluation.samples.Total;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/** Each aggregation operator and what carries it out. */
final class AggregationTable {
    private static final Map<Aggregator, Function<Aggregating, Rows>> ALL = new EnumMap<>(Aggregator.class);

    static {
        ALL.put(Aggregator.SUM, aggregating -> Reduction.totals(aggregating, Statistics::sum, Total::sum));
        ALL.put(Aggregator.AVG, aggregating -> Reduction.totals(aggregating, Statistics::mean, Total::mean));
        ALL.put(Aggregator.COUNT, ofElements(count -> count));
        ALL.put(Aggregator.GROUP, ofElements(count -> 1));
        ALL.put(Aggregator.MIN, summary(Statistics::min));
        ALL.put(Aggregator.MAX, summary(Statistics::max));
        ALL.put(Aggregator.STDVAR, summary(Statistics::variance));
        ALL.put(Aggregator.STDDEV, summary((values, from, to) -> Math.sqrt(Statistics.variance(values, from, to))));
        ALL.put(Aggregator.QUANTILE, Reduction::quantiles);
        ALL.put(Aggregator.COUNT_VALUES, CountValues::rows);
        ALL.put(Aggregator.TOPK, aggregating -> new Ranking(aggregating, NumberOrder.LARGEST_FIRST).rows());
        ALL.put(Aggregator.BOTTOMK, aggregating -> new Ranking(aggregating, NumberOrder.SMALLEST_FIRST).rows());
        ALL.put(Aggregator.LIMITK, aggregating -> new Ranking(aggregating, Ranking.AS_THEY_COME).rows());
        ALL.put(Aggregator.LIMIT_RATIO, RatioLimit::rows);
    }

    private AggregationTable() {}

    static Rows rows(Expr.Aggregation aggregation, Evaluation evaluation) {
        return ALL.get(aggregation.op()).apply(new Aggregating(aggregation, evaluation));
    }

    /** A number of how many elements there are, of whatever kind. */
    private static Function<Aggregating, Rows> ofElements(IntToDoubleFunction function) {
        return aggregating -> Reduction.rows(
                aggregating,
                (values, from, to, step) -> function.applyAsDouble(to - from),
                (mix, step) -> Point.of(function.applyAsDouble(mix.size())));
    }

    private static Function<Aggregating, Rows> summary(Statistics.Summary summary) {
        return aggregating -> Reduction.rows(aggregating, (values, from, to, step) -> summary.of(values, from, to));
    }
}
