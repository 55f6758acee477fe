package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.labels.Labels;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /status/tsdb}: cardinality of the series in memory, in the format of Prometheus. */
record TsdbStatusResource(SeriesStore store, QueryGate gate) {
    private static final int DEFAULT_LIMIT = 10;
    private static final String WRONG_LIMIT = "limit must be a positive number";

    /** Prometheus keeps the length of a name and of a value in a byte each. */
    private static final int LENGTH_BYTES = 2;

    private static final Comparator<CountView> LARGEST_FIRST =
            Comparator.comparingLong(CountView::value).reversed().thenComparing(CountView::name);

    private record CountView(String name, long value) {}

    private record HeadView(long numSeries, long numLabelPairs, long chunkCount, long minTime, long maxTime) {}

    private record TsdbView(
            HeadView headStats,
            List<CountView> seriesCountByMetricName,
            List<CountView> labelValueCountByLabelName,
            List<CountView> memoryInBytesByLabelName,
            List<CountView> seriesCountByLabelValuePair) {}

    /** Counts of all series. */
    private static final class Cardinality {
        private final Map<String, Long> byMetric = new HashMap<>();
        private final Map<String, Long> byPair = new HashMap<>();
        private final Map<String, Long> bytes = new HashMap<>();
        private final Map<String, Set<String>> values = new HashMap<>();
        private long series;
        private long minTime = Long.MAX_VALUE;
        private long maxTime = Long.MIN_VALUE;

        void add(Labels labels) {
            series++;
            byMetric.merge(labels.metricName(), 1L, Long::sum);
            labels.forEach((name, value) -> {
                byPair.merge(name + "=" + value, 1L, Long::sum);
                bytes.merge(name, (long) LENGTH_BYTES + name.length() + value.length(), Long::sum);
                values.computeIfAbsent(name, any -> new HashSet<>()).add(value);
            });
        }

        void addTimes(long first, long last) {
            minTime = Math.min(minTime, first);
            maxTime = Math.max(maxTime, last);
        }

        TsdbView view(int limit) {
            var valueCounts = new HashMap<String, Long>();
            values.forEach((name, all) -> valueCounts.put(name, (long) all.size()));
            return new TsdbView(
                    new HeadView(series, byPair.size(), series, minTime, maxTime),
                    largest(byMetric, limit),
                    largest(valueCounts, limit),
                    largest(bytes, limit),
                    largest(byPair, limit));
        }

        private static List<CountView> largest(Map<String, Long> counts, int limit) {
            return counts.entrySet().stream()
                    .map(entry -> new CountView(entry.getKey(), entry.getValue()))
                    .sorted(LARGEST_FIRST)
                    .limit(limit)
                    .toList();
        }
    }

    void send(Context request, PrometheusParameters parameters) {
        var limit = parameters
                .integer("limit", problem -> ResponseEnvelope.badData(WRONG_LIMIT))
                .orElse(DEFAULT_LIMIT);
        if (limit < 1) {
            throw ResponseEnvelope.badData(WRONG_LIMIT);
        }
        ResponseEnvelope.send(request, gate.run(() -> cardinality().view(limit)));
    }

    private Cardinality cardinality() {
        var all = new Cardinality();
        store.select(List.of(), Long.MIN_VALUE, Long.MAX_VALUE, () -> {}, series -> {
            all.add(series.labels());
            all.addTimes(series.times()[series.from()], series.times()[series.to() - 1]);
        });
        return all;
    }
}
