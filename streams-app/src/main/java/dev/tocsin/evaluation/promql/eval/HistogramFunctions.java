package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.promql.eval.FunctionTable.Body;
import dev.tocsin.notation.GoFloat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Functions of histograms: of those whose buckets are series of their own. */
final class HistogramFunctions {
    static final Map<String, Body> ALL = new HashMap<>();

    private static final String FORCED = "input to histogram_quantile needed to be fixed for monotonicity (see"
            + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)";

    static {
        ALL.put("histogram_quantile", HistogramFunctions::quantile);
        ALL.put("histogram_quantiles", HistogramFunctions::quantiles);
        ALL.put("histogram_fraction", HistogramFunctions::fraction);
        // These are about native histograms; an element that is a number has no answer to them.
        for (var what : List.of("count", "sum", "avg", "stddev", "stdvar")) {
            ALL.put(
                    "histogram_" + what,
                    invocation -> invocation
                            .rows(0)
                            .mapAtSteps((value, step) -> Row.NOTHING)
                            .withoutEmpty());
        }
    }

    private HistogramFunctions() {}

    private static Rows quantile(Invocation invocation) {
        var quantiles = invocation.scalars(0);
        Quantiles.check(quantiles, invocation.query(), invocation.argument(0));
        var histograms = histograms(invocation, 1);
        return invocation.query().names().drop(quantile(invocation, 1, histograms, quantiles));
    }

    private static Rows quantiles(Invocation invocation) {
        var histograms = histograms(invocation, 0);
        var label = invocation.text(1);
        var rows = new ArrayList<Row>();
        for (var i = 2; i < invocation.size(); i++) {
            var quantiles = invocation.scalars(i);
            Quantiles.check(quantiles, invocation.query(), invocation.argument(i));
            var text = openMetrics(quantiles[0]);
            quantile(invocation, 0, histograms, quantiles)
                    .list()
                    .forEach(row -> rows.add(row.with(row.labels().with(label, text))));
        }
        return invocation.query().names().drop(new Rows(rows));
    }

    private static Rows fraction(Invocation invocation) {
        var lower = invocation.scalars(0);
        var upper = invocation.scalars(1);
        var fractions = each(
                invocation,
                histograms(invocation, 2),
                (histogram, buckets, step) -> buckets.fraction(lower[step], upper[step]));
        return invocation.query().names().drop(fractions);
    }

    private static List<BucketRows> histograms(Invocation invocation, int position) {
        return BucketRows.of(invocation.rows(position), invocation.query(), invocation.argument(position));
    }

    private static Rows quantile(Invocation invocation, int position, List<BucketRows> histograms, double[] quantiles) {
        return each(invocation, histograms, (histogram, buckets, step) -> {
            if (buckets.wasForced()) {
                var name = invocation.query().names().delayed()
                        ? histogram.labels().metricName()
                        : "";
                invocation
                        .query()
                        .annotations()
                        .inform(invocation.argument(position), FORCED + BucketRows.forMetric(name));
            }
            return buckets.quantile(quantiles[step]);
        });
    }

    /** One number of a histogram at a step. */
    private interface Reading {
        double of(BucketRows histogram, Buckets buckets, int step);
    }

    private static Rows each(Invocation invocation, List<BucketRows> histograms, Reading reading) {
        var rows = new ArrayList<Row>(histograms.size());
        for (var histogram : histograms) {
            invocation.query().goOn();
            var row = Row.empty(
                    histogram.labels(),
                    histogram.losesName(),
                    invocation.steps().count());
            for (var step = 0; step < row.values().length; step++) {
                if (histogram.isPresent(step)) {
                    row.values()[step] = reading.of(histogram, histogram.at(step), step);
                }
            }
            rows.add(row);
        }
        return new Rows(rows);
    }

    /** As OpenMetrics writes numbers: whole ones with a zero behind the point. */
    private static String openMetrics(double value) {
        var text = GoFloat.general(value);
        return text.matches("-?[0-9]+") ? text + ".0" : text;
    }
}
