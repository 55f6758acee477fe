package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.rules.unittest.SeriesDescription;
import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoFloat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Converts classic histograms to native histograms with custom buckets, sample by sample. */
final class ClassicHistograms {
    private static final class Parts {
        private final TreeMap<Double, Double> cumulativeCounts = new TreeMap<>();
        private double sum;
        private OptionalDouble count = OptionalDouble.empty();

        Histogram histogram() {
            var all = count.orElseGet(() -> cumulativeCounts.isEmpty()
                    ? 0
                    : cumulativeCounts.lastEntry().getValue());
            cumulativeCounts.putIfAbsent(Double.POSITIVE_INFINITY, all);
            var counts = new double[cumulativeCounts.size()];
            var before = 0.0;
            var i = 0;
            for (var cumulative : cumulativeCounts.values()) {
                counts[i++] = cumulative - before;
                before = cumulative;
            }
            var bounds = cumulativeCounts.keySet().stream()
                    .mapToDouble(Double::doubleValue)
                    .filter(Double::isFinite)
                    .toArray();
            return new Histogram(
                    BucketLayout.custom(bounds),
                    0,
                    all,
                    sum,
                    BucketCounts.ofContiguous(0, counts),
                    BucketCounts.NONE,
                    CounterResetHint.UNKNOWN);
        }
    }

    private final Map<Labels, Map<Integer, Parts>> histograms = new LinkedHashMap<>();

    void add(SeriesDescription series) {
        for (var i = 0; i < series.values().size(); i++) {
            var index = i;
            series.values().get(i).ifPresent(item -> add(series.labels(), index, item.value()));
        }
    }

    void forEach(BiConsumer<Labels, Map<Integer, Histogram>> reader) {
        histograms.forEach((labels, byIndex) -> {
            var all = new TreeMap<Integer, Histogram>();
            byIndex.forEach((index, parts) -> all.put(index, parts.histogram()));
            reader.accept(labels, all);
        });
    }

    private void add(Labels labels, int index, double value) {
        var name = labels.metricName();
        if (name.endsWith("_bucket") && labels.has("le")) {
            parts(labels.with("le", ""), "_bucket", index).cumulativeCounts.put(GoFloat.parse(labels.get("le")), value);
        } else if (name.endsWith("_sum")) {
            parts(labels, "_sum", index).sum = value;
        } else if (name.endsWith("_count")) {
            parts(labels, "_count", index).count = OptionalDouble.of(value);
        }
    }

    private Parts parts(Labels labels, String suffix, int index) {
        var name = labels.metricName().substring(0, labels.metricName().length() - suffix.length());
        return histograms
                .computeIfAbsent(labels.with(Labels.NAME, name), key -> new TreeMap<>())
                .computeIfAbsent(index, key -> new Parts());
    }
}
