package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.Aggregator;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.NumberOrder;
import dev.tocsin.evaluation.promql.vectors.OperandEvaluator;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.Statistics;
import dev.tocsin.evaluation.samples.HistogramAccumulator;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/** The implementation of each aggregation operator. */
final class AggregationTable {
    private static final Map<Aggregator, Function<AggregationContext, InstantVector>> ALL =
            new EnumMap<>(Aggregator.class);

    static {
        ALL.put(
                Aggregator.SUM,
                context -> Reduction.evaluateHomogeneous(context, Statistics::sum, HistogramAccumulator::sum));
        ALL.put(
                Aggregator.AVG,
                context -> Reduction.evaluateHomogeneous(context, Statistics::mean, HistogramAccumulator::mean));
        ALL.put(Aggregator.COUNT, countBased(count -> count));
        ALL.put(Aggregator.GROUP, countBased(count -> 1));
        ALL.put(Aggregator.MIN, summary(Statistics::min));
        ALL.put(Aggregator.MAX, summary(Statistics::max));
        ALL.put(Aggregator.STDVAR, summary(Statistics::variance));
        ALL.put(Aggregator.STDDEV, summary((values, from, to) -> Math.sqrt(Statistics.variance(values, from, to))));
        ALL.put(Aggregator.QUANTILE, Reduction::quantiles);
        ALL.put(Aggregator.COUNT_VALUES, CountValues::evaluate);
        ALL.put(Aggregator.TOPK, context -> new Ranking(context, NumberOrder.DESCENDING).evaluate());
        ALL.put(Aggregator.BOTTOMK, context -> new Ranking(context, NumberOrder.ASCENDING).evaluate());
        ALL.put(Aggregator.LIMITK, context -> new Ranking(context, Ranking.INPUT_ORDER).evaluate());
        ALL.put(Aggregator.LIMIT_RATIO, LimitRatio::evaluate);
    }

    private AggregationTable() {}

    static InstantVector evaluate(Expr.Aggregation aggregation, OperandEvaluator evaluation) {
        return ALL.get(aggregation.op()).apply(new AggregationContext(aggregation, evaluation));
    }

    /** A function of the number of elements, floats and histograms together. */
    private static Function<AggregationContext, InstantVector> countBased(IntToDoubleFunction function) {
        return context -> Reduction.evaluate(
                context,
                (values, from, to, step) -> function.applyAsDouble(to - from),
                (elements, step) -> Point.of(function.applyAsDouble(elements.size())));
    }

    private static Function<AggregationContext, InstantVector> summary(Statistics.Summary summary) {
        return context -> Reduction.evaluate(context, (values, from, to, step) -> summary.of(values, from, to));
    }
}
