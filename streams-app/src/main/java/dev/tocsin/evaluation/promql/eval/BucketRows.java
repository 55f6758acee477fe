package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.notation.GoQuote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** The rows that are buckets of one classic histogram, in the order of their bounds. */
record BucketRows(Labels labels, boolean losesName, List<Bucket> buckets) {
    private static final String BOUND = "le";

    record Bucket(double bound, Row row) {}

    /** The histograms that the rows make up; of rows that are no buckets it is warned. */
    static List<BucketRows> of(Rows rows, Query query, Expr written) {
        var histograms = new LinkedHashMap<Labels, BucketRows>();
        for (var row : rows.list()) {
            var bound = row.labels().get(BOUND);
            if (!isNumber(bound)) {
                query.annotations()
                        .warn(
                                written,
                                malformed(
                                        bound,
                                        query.names().delayed() ? row.labels().metricName() : ""));
                continue;
            }
            var labels = row.labels().with(BOUND, "");
            histograms
                    .computeIfAbsent(labels, key -> new BucketRows(key, row.losesName(), new ArrayList<>()))
                    .buckets
                    .add(new Bucket(GoFloat.parse(bound), row));
        }
        histograms.values().forEach(histogram -> histogram.buckets.sort(Comparator.comparing(Bucket::bound)));
        return List.copyOf(histograms.values());
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

    boolean isPresent(int step) {
        return buckets.stream().anyMatch(bucket -> bucket.row().has(step));
    }

    private static boolean isNumber(String text) {
        try {
            GoFloat.parse(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String malformed(String bound, String metric) {
        return "bucket label \"le\" is missing or has a malformed value of " + GoQuote.quote(bound) + forMetric(metric);
    }

    static String forMetric(String name) {
        return name.isEmpty() ? "" : " for metric name " + GoQuote.quote(name);
    }
}
