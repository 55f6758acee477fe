package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.HistogramAnnotations;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.MetricNameRemoval;
import dev.tocsin.evaluation.promql.vectors.QueryContext;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.notation.GoQuote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The rows of one histogram, classic or native.
 *
 * @param buckets the rows of a classic histogram, sorted by upper bound
 * @param nativeRows the rows with native histograms
 */
record HistogramRows(Labels labels, boolean dropName, List<ClassicBucket> buckets, List<VectorRow> nativeRows) {
    private static final String LE_LABEL = "le";

    record ClassicBucket(double bound, VectorRow row) {}

    /** Groups rows by their labels except {@code le}. Adds a warning for a malformed {@code le}. */
    static List<HistogramRows> of(InstantVector rows, QueryContext query, Expr expr) {
        var histograms = new LinkedHashMap<Labels, HistogramRows>();
        var bounds = new HashMap<String, OptionalDouble>();
        for (var row : rows.rows()) {
            var text = row.labels().get(LE_LABEL);
            if (row.hasHistograms()) {
                histogram(histograms, row).nativeRows.add(row);
            }
            if (!row.hasNumbers()) {
                continue;
            }
            var bound = bounds.computeIfAbsent(text, HistogramRows::number);
            if (bound.isEmpty()) {
                query.annotations()
                        .warn(
                                expr,
                                malformedBucketWarning(
                                        text,
                                        MetricNameRemoval.of(query).delayed()
                                                ? row.labels().metricName()
                                                : ""));
                continue;
            }
            histogram(histograms, row).buckets.add(new ClassicBucket(bound.getAsDouble(), row));
        }
        histograms.values().forEach(histogram -> histogram.buckets.sort(Comparator.comparing(ClassicBucket::bound)));
        return List.copyOf(histograms.values());
    }

    private static HistogramRows histogram(Map<Labels, HistogramRows> histograms, VectorRow row) {
        return histograms.computeIfAbsent(
                row.labels().with(LE_LABEL, ""),
                key -> new HistogramRows(key, row.dropName(), new ArrayList<>(), new ArrayList<>()));
    }

    /** The classic histogram at a step; empty if it has no buckets there. */
    ClassicBuckets at(int step) {
        var bounds = new double[buckets.size()];
        var counts = new double[buckets.size()];
        var size = 0;
        for (var bucket : buckets) {
            if (bucket.row().has(step)) {
                bounds[size] = bucket.bound();
                counts[size++] = bucket.row().values()[step];
            }
        }
        return ClassicBuckets.of(bounds, counts, size);
    }

    /** The native histogram at a step. */
    Optional<Histogram> nativeAt(int step) {
        return nativeRows.stream()
                .filter(row -> row.isHistogram(step))
                .map(row -> row.histograms()[step])
                .findFirst();
    }

    boolean isPresent(int step) {
        return buckets.stream().anyMatch(bucket -> bucket.row().has(step));
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(GoFloat.parse(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static String malformedBucketWarning(String bound, String metric) {
        return "bucket label \"le\" is missing or has a malformed value of " + GoQuote.quote(bound)
                + HistogramAnnotations.forMetric(metric);
    }
}
