package dev.tocsin.sources.formats;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.sources.Accumulation;
import dev.tocsin.sources.SampleCollector;
import dev.tocsin.sources.SourceSample;
import java.util.TreeMap;

/**
 * The value of one metric of Vector.
 *
 * @param startMs start of the interval; 0 if unknown
 * @param isDelta whether the value is to be added to a total
 */
record VectorMetric(
        JsonNode metric, Labels labels, long timeMs, long startMs, boolean isDelta, SampleCollector collector) {
    /** Adds the samples of the value, whatever its type. @throws IllegalArgumentException if it has no value of a known type */
    void addSamples() {
        if (metric.has("counter")) {
            add(labels, JsonRecords.number(metric.get("counter"), "value"));
        } else if (metric.has("gauge")) {
            add(labels, JsonRecords.number(metric.get("gauge"), "value"));
        } else if (metric.has("set")) {
            addAsItIs(labels, metric.get("set").path("values").size());
        } else if (metric.has("distribution")) {
            distribution(metric.get("distribution").path("samples"));
        } else if (metric.has("aggregated_histogram")) {
            histogram(metric.get("aggregated_histogram"));
        } else if (metric.has("aggregated_summary")) {
            summary(metric.get("aggregated_summary"));
        } else if (metric.has("sketch")) {
            var sketch = metric.get("sketch").path("sketch").path("AgentDDSketch");
            countAndSum(sketch);
            collector.warn("the quantiles of the sketch are left out");
        } else {
            throw new IllegalArgumentException("it has no value of a known type, such as counter or gauge");
        }
    }

    /** Observations become a native histogram, which needs no bounds. */
    private void distribution(JsonNode observations) {
        var histogram = new ObservedHistogram();
        for (var observation : observations) {
            histogram.observe(JsonRecords.number(observation, "value"), JsonRecords.number(observation, "rate"));
        }
        add(labels, Sample.of(timeMs, histogram.toHistogram()), isDelta);
    }

    private void histogram(JsonNode histogram) {
        var counts = new TreeMap<Double, Double>();
        for (var bucket : histogram.path("buckets")) {
            var limit = bucket.path("upper_limit");
            // The last limit is infinite, for which JSON has no number.
            var bound = limit.isNull() ? Double.POSITIVE_INFINITY : JsonRecords.numberOf(limit, "upper_limit");
            counts.merge(
                    bound == Double.MAX_VALUE ? Double.POSITIVE_INFINITY : bound,
                    JsonRecords.number(bucket, "count"),
                    Double::sum);
        }
        countAndSum(histogram);
        var buckets = named("_bucket");
        var cumulative = 0.0;
        for (var bucket : counts.headMap(Double.POSITIVE_INFINITY).entrySet()) {
            cumulative += bucket.getValue();
            add(buckets.with("le", GoFloat.plain(bucket.getKey())), cumulative);
        }
        add(buckets.with("le", "+Inf"), JsonRecords.number(histogram, "count"));
    }

    private void summary(JsonNode summary) {
        countAndSum(summary);
        for (var quantile : summary.path("quantiles")) {
            var label = GoFloat.plain(JsonRecords.number(quantile, "quantile"));
            addAsItIs(labels.with("quantile", label), JsonRecords.number(quantile, "value"));
        }
    }

    private void countAndSum(JsonNode value) {
        add(named("_count"), JsonRecords.number(value, "count"));
        add(named("_sum"), JsonRecords.number(value, "sum"));
    }

    private Labels named(String suffix) {
        return labels.with(Labels.NAME, labels.metricName() + suffix);
    }

    private void add(Labels series, double value) {
        add(series, Sample.of(timeMs, value), isDelta);
    }

    private void addAsItIs(Labels series, double value) {
        add(series, Sample.of(timeMs, value), false);
    }

    private void add(Labels series, Sample sample, boolean adds) {
        collector.add(
                adds ? new SourceSample(series, sample, Accumulation.ADD, startMs) : SourceSample.of(series, sample));
    }
}
