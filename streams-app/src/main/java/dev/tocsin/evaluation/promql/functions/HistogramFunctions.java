package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.QuantileChecks;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.notation.GoFloat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Functions of native and classic histograms. */
final class HistogramFunctions {
    static final Map<String, Body> ALL = new HashMap<>();

    private static final String FORCED_MONOTONICITY_INFO =
            "input to histogram_quantile needed to be fixed for monotonicity (see"
                    + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)";

    static {
        ALL.put("histogram_quantile", HistogramFunctions::quantile);
        ALL.put("histogram_quantiles", HistogramFunctions::quantiles);
        ALL.put("histogram_fraction", HistogramFunctions::fraction);
        of("histogram_count", Histogram::count);
        of("histogram_sum", Histogram::sum);
        of("histogram_avg", histogram -> histogram.sum() / histogram.count());
        of("histogram_stdvar", HistogramVariance::variance);
        of("histogram_stddev", histogram -> Math.sqrt(HistogramVariance.variance(histogram)));
    }

    private HistogramFunctions() {}

    /** Adds a function of native histograms. It ignores floats. */
    private static void of(String name, ToDoubleFunction<Histogram> function) {
        ALL.put(
                name,
                call -> call.nameRemoval().dropNameOnly(call.instantVector(0).mapHistograms(function)));
    }

    private static InstantVector quantile(FunctionCall call) {
        var quantiles = call.scalars(0);
        QuantileChecks.check(quantiles, call.query(), call.argument(0));
        var histograms = histograms(call, 1);
        return call.nameRemoval().drop(quantile(call, 1, histograms, quantiles));
    }

    private static InstantVector quantiles(FunctionCall call) {
        var histograms = histograms(call, 0);
        var label = call.text(1);
        var rows = new ArrayList<VectorRow>();
        for (var i = 2; i < call.size(); i++) {
            var quantiles = call.scalars(i);
            call.query().samples().hold(histograms.size(), call.steps().count());
            QuantileChecks.check(quantiles, call.query(), call.argument(i));
            var text = openMetrics(quantiles[0]);
            quantile(call, 0, histograms, quantiles)
                    .rows()
                    .forEach(row -> rows.add(row.with(row.labels().with(label, text))));
        }
        return call.nameRemoval().drop(new InstantVector(rows));
    }

    private static InstantVector fraction(FunctionCall call) {
        var lower = call.scalars(0);
        var upper = call.scalars(1);
        var natives = new NativeHistogramFunctions(call, 2);
        var fractions = each(
                call,
                2,
                histograms(call, 2),
                (histogram, buckets, step) -> buckets.fraction(lower[step], upper[step]),
                (histogram, content, step) -> natives.fraction(histogram, content, lower[step], upper[step]));
        return call.nameRemoval().drop(fractions);
    }

    private static List<HistogramRows> histograms(FunctionCall call, int position) {
        return HistogramRows.of(call.instantVector(position), call.query(), call.argument(position));
    }

    private static InstantVector quantile(
            FunctionCall call, int position, List<HistogramRows> histograms, double[] quantiles) {
        var natives = new NativeHistogramFunctions(call, position);
        return each(
                call,
                position,
                histograms,
                (histogram, buckets, step) -> {
                    if (buckets.forcedMonotonic()) {
                        natives.inform(FORCED_MONOTONICITY_INFO, histogram);
                    }
                    return buckets.quantile(quantiles[step]);
                },
                (histogram, content, step) -> natives.quantile(histogram, content, quantiles[step]));
    }

    /** A function of the content of a histogram at a step. */
    private interface StepFunction<T> {
        double of(HistogramRows histogram, T content, int step);
    }

    private static InstantVector each(
            FunctionCall call,
            int position,
            List<HistogramRows> histograms,
            StepFunction<ClassicBuckets> classic,
            StepFunction<Histogram> ofNative) {
        var rows = new ArrayList<VectorRow>(histograms.size());
        for (var histogram : histograms) {
            call.query().checkCancelled();
            var count = call.steps().count();
            var row = VectorRow.empty(histogram.labels(), histogram.dropName(), count);
            for (var step = 0; step < count; step++) {
                var content = histogram.nativeAt(step);
                if (content.isPresent() && histogram.isPresent(step)) {
                    new NativeHistogramFunctions(call, position).warnMixedHistograms(histogram);
                } else if (content.isPresent()) {
                    row.values()[step] = ofNative.of(histogram, content.get(), step);
                } else if (histogram.isPresent(step)) {
                    row.values()[step] = classic.of(histogram, histogram.at(step), step);
                }
            }
            rows.add(row);
        }
        return new InstantVector(rows);
    }

    /** The number as in OpenMetrics: integers end in {@code .0}. */
    private static String openMetrics(double value) {
        var text = GoFloat.general(value);
        return text.matches("-?[0-9]+") ? text + ".0" : text;
    }
}
