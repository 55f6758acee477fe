package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Series;
import java.util.ArrayList;

/** Evaluates a smoothed selector: interpolates between the samples before and after each step. */
record SmoothedSelector(QueryContext query, StepTimes steps, Expr.VectorSelector selector) {
    InstantVector evaluate() {
        var references = query.referenceTimes(selector.timeModifiers(), steps);
        var lookback = lookback();
        var rows = new ArrayList<VectorRow>();
        query.select(
                selector.matchers(), references[0] - lookback, references[references.length - 1] + lookback, series -> {
                    query.samples().hold(1, references.length);
                    var samples = SelectorEvaluator.withoutMarkers(series);
                    var elements = VectorRowBuilder.empty(references.length);
                    for (var i = 0; i < references.length; i++) {
                        elements.put(i, at(samples, references[i]));
                    }
                    query.samples().countRead(references.length);
                    rows.add(elements.build(series.labels(), false));
                });
        return new InstantVector(rows).withoutEmpty();
    }

    private Point at(Series samples, long time) {
        var near = samples.between(time - lookback(), time + lookback());
        var next = near.firstAfter(time);
        if (next == near.from()) {
            return Point.NOTHING;
        }
        var isOnSample = near.times()[next - 1] == time;
        return isOnSample || next == near.to() ? Point.of(near, next - 1) : interpolate(near, next, time);
    }

    private Point interpolate(Series near, int next, long time) {
        var metric = near.labels().metricName();
        if (near.isHistogram(next - 1) != near.isHistogram(next)) {
            query.annotations().warn(selector, HistogramAnnotations.mixedFloatsHistograms(metric));
            return Point.NOTHING;
        }
        if (near.isHistogram(next) && !near.histogram(next).isCompatibleWith(near.histogram(next - 1))) {
            query.annotations().warn(selector, HistogramAnnotations.mixedExponentialCustom(metric));
            return Point.NOTHING;
        }
        return isCounterReset(near, next)
                ? Interpolation.fromZero(near, next - 1, time)
                : Interpolation.between(near, next - 1, time);
    }

    /** Whether a counter of histograms was reset after the sample before. It then counts as zero. */
    private static boolean isCounterReset(Series near, int next) {
        return near.isHistogram(next)
                && near.histogram(next).resetHint() != CounterResetHint.GAUGE
                && near.histogram(next).isResetSince(near.histogram(next - 1));
    }

    private long lookback() {
        return query.options().lookback().toMillis();
    }
}
