package dev.tocsin.sources.formats;

import dev.tocsin.labels.Labels;
import dev.tocsin.sources.SampleCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Series of a metric of Telegraf: each field is a series with the name MEASUREMENT_FIELD, and the tags are its labels, as in
 * Telegraf's own output for Prometheus.
 *
 * @param singleFieldValue whether an only field of a usual name is left out of the name of the series
 */
record TelegrafNames(boolean singleFieldValue) {
    private static final Set<String> USUAL_FIELDS = Set.of("value", "gauge", "counter");

    /** Telegraf's input plugin for Prometheus has the metric name in the field. */
    private static final String PROMETHEUS = "prometheus";

    /** Adds a sample for each field. @param timeMs in milliseconds since 1970 */
    void addSamples(
            String measurement,
            Map<String, String> tags,
            Map<String, Double> fields,
            boolean hasOnlyField,
            long timeMs,
            SampleCollector collector) {
        var labels = labels(measurement, tags, collector);
        if (labels.isEmpty()) {
            return;
        }
        fields.forEach((field, value) -> {
            var name = seriesName(measurement, field, hasOnlyField);
            if (name.isEmpty()) {
                collector.warn("field %s of %s is left out: its name has no letter or digit"
                        .formatted(SampleCollector.quoted(field), SampleCollector.quoted(measurement)));
                return;
            }
            var series = new LinkedHashMap<>(labels.get());
            series.put(Labels.NAME, name);
            collector.add(series, timeMs, value);
        });
    }

    private String seriesName(String measurement, String field, boolean hasOnlyField) {
        if (singleFieldValue && hasOnlyField && USUAL_FIELDS.contains(field)) {
            return ClassicNames.of(measurement, true);
        }
        return ClassicNames.of(measurement.equals(PROMETHEUS) ? field : measurement + "_" + field, true);
    }

    private static Optional<Map<String, String>> labels(
            String measurement, Map<String, String> tags, SampleCollector collector) {
        var labels = new LinkedHashMap<String, String>();
        for (var tag : tags.entrySet()) {
            var name = ClassicNames.of(tag.getKey(), false);
            if (name.isEmpty() || labels.put(name, tag.getValue()) != null) {
                collector.warn("metric %s is left out: %s"
                        .formatted(
                                SampleCollector.quoted(measurement),
                                name.isEmpty()
                                        ? "the name of tag %s has no letter or digit"
                                                .formatted(SampleCollector.quoted(tag.getKey()))
                                        : "two tags become the label %s; rename one of them"
                                                .formatted(SampleCollector.quoted(name))));
                return Optional.empty();
            }
        }
        return Optional.of(labels);
    }
}
