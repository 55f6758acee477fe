package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.HistogramRemarks;
import dev.tocsin.evaluation.promql.vectors.Names;
import dev.tocsin.evaluation.promql.vectors.Query;
import dev.tocsin.evaluation.promql.vectors.Row;
import dev.tocsin.evaluation.promql.vectors.Rows;
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
 * The rows that are one histogram.
 *
 * @param buckets the rows that are buckets of a classic histogram, in the order of their bounds
 * @param natives the rows whose elements are histograms themselves
 */
record BucketRows(Labels labels, boolean losesName, List<Bucket> buckets, List<Row> natives) {
    private static final String BOUND = "le";

    record Bucket(double bound, Row row) {}

    /** The histograms that the rows make up; of rows that are no buckets it is warned. */
    static List<BucketRows> of(Rows rows, Query query, Expr written) {
        var histograms = new LinkedHashMap<Labels, BucketRows>();
        var bounds = new HashMap<String, OptionalDouble>();
        for (var row : rows.list()) {
            var text = row.labels().get(BOUND);
            if (row.hasHistograms()) {
                histogram(histograms, row).natives.add(row);
            }
            if (!row.hasNumbers()) {
                continue;
            }
            var bound = bounds.computeIfAbsent(text, BucketRows::number);
            if (bound.isEmpty()) {
                query.annotations()
                        .warn(
                                written,
                                malformed(
                                        text,
                                        Names.of(query).delayed() ? row.labels().metricName() : ""));
                continue;
            }
            histogram(histograms, row).buckets.add(new Bucket(bound.getAsDouble(), row));
        }
        histograms.values().forEach(histogram -> histogram.buckets.sort(Comparator.comparing(Bucket::bound)));
        return List.copyOf(histograms.values());
    }

    private static BucketRows histogram(Map<Labels, BucketRows> histograms, Row row) {
        return histograms.computeIfAbsent(
                row.labels().with(BOUND, ""),
                key -> new BucketRows(key, row.losesName(), new ArrayList<>(), new ArrayList<>()));
    }

    /** The histogram at a step; empty, if it has no bucket then. */
    Buckets at(int step) {
        var bounds = new double[buckets.size()];
        var counts = new double[buckets.size()];
        var size = 0;
        for (var bucket : buckets) {
            if (bucket.row().has(step)) {
                bounds[size] = bucket.bound();
                counts[size++] = bucket.row().values()[step];
            }
        }
        return Buckets.of(bounds, counts, size);
    }

    /** The histograms that are elements at a step: one, or none. */
    Optional<Histogram> nativeAt(int step) {
        return natives.stream()
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

    private static String malformed(String bound, String metric) {
        return "bucket label \"le\" is missing or has a malformed value of " + GoQuote.quote(bound)
                + HistogramRemarks.forMetric(metric);
    }
}
