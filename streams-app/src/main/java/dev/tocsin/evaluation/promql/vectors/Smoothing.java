package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.samples.Series;
import java.util.ArrayList;

/** A smoothed selector: at each step, what the straight line says between the samples before and after. */
record Smoothing(Query query, Steps steps, Expr.Selector selector) {
    Rows rows() {
        var references = query.references(selector.timing(), steps);
        var lookback = lookback();
        var all = query.source()
                .select(selector.matchers(), references[0] - lookback, references[references.length - 1] + lookback);
        query.admit((long) all.size() * steps.count());
        var rows = new ArrayList<Row>(all.size());
        for (var series : all) {
            var samples = Selectors.withoutMarkers(series);
            var elements = Column.empty(references.length);
            for (var i = 0; i < references.length; i++) {
                elements.put(i, at(samples, references[i]));
            }
            rows.add(elements.row(series.labels(), false));
        }
        return new Rows(rows).withoutEmpty();
    }

    private Point at(Series samples, long time) {
        var near = samples.between(time - lookback(), time + lookback());
        var next = near.firstAfter(time);
        if (next == near.from()) {
            return Point.NOTHING;
        }
        var isOnSample = near.times()[next - 1] == time;
        return isOnSample || next == near.to() ? Point.of(near, next - 1) : between(near, next, time);
    }

    private Point between(Series near, int next, long time) {
        var metric = near.labels().metricName();
        if (near.isHistogram(next - 1) != near.isHistogram(next)) {
            query.annotations().warn(selector, HistogramRemarks.mixedWithNumbers(metric));
            return Point.NOTHING;
        }
        if (near.isHistogram(next) && !near.histogram(next).isOfKindOf(near.histogram(next - 1))) {
            query.annotations().warn(selector, HistogramRemarks.mixedKinds(metric));
            return Point.NOTHING;
        }
        return Interpolation.between(near, next - 1, time);
    }

    private long lookback() {
        return query.options().lookback().toMillis();
    }
}
