package dev.tocsin.http.prometheus;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.evaluation.samples.MetricMetadata;
import dev.tocsin.evaluation.samples.MetricType;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** {@code /metadata} and {@code /targets/metadata}: what senders told about metrics. */
record MetadataResource(SeriesStore store, QueryGate gate, InstantSource clock) {
    private static final Duration LOOKBACK = Duration.ofMinutes(5);
    private static final List<String> TARGET_LABELS = List.of("instance", "job");

    private record MetadataView(String type, String unit, String help) {
        static MetadataView of(MetricMetadata metadata) {
            return new MetadataView(metadata.type().text(), metadata.unit(), metadata.help());
        }
    }

    /** @param metric absent if the request names the metric */
    private record TargetMetadataView(
            Map<String, String> target,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String metric,
            String type,
            String help,
            String unit) {}

    void metadata(Context request, PrometheusParameters parameters) {
        var limit = parameters.number("limit").filter(number -> number >= 0).orElse(Integer.MAX_VALUE);
        var perMetric = parameters
                .number("limit_per_metric")
                .filter(number -> number > 0)
                .orElse(Integer.MAX_VALUE);
        var metric = parameters.find("metric");
        var found = new LinkedHashMap<String, List<MetadataView>>();
        store.metadata().all().forEach((name, entries) -> {
            if (found.size() < limit
                    && metric.filter(wanted -> !wanted.equals(name)).isEmpty()) {
                found.put(
                        name,
                        entries.stream().limit(perMetric).map(MetadataView::of).toList());
            }
        });
        ResponseEnvelope.send(request, found);
    }

    /** A target is a pair of {@code job} and {@code instance} that series of the last five minutes have. */
    void targetMetadata(Context request, PrometheusParameters parameters) {
        var limit = parameters.number("limit").filter(number -> number >= 0).orElse(Integer.MAX_VALUE);
        var target = parameters
                .find("match_target")
                .map(text -> PrometheusParameters.anySelector(
                        text, problem -> ResponseEnvelope.invalidParameter("match_target", problem)))
                .orElse(List.of());
        var metric = parameters.find("metric");
        var found = gate.run(() -> targetMetadata(target, metric));
        ResponseEnvelope.send(request, found.subList(0, Math.min(limit, found.size())));
    }

    private List<TargetMetadataView> targetMetadata(List<Matcher> target, Optional<String> metric) {
        var metadata = store.metadata().all();
        var metricsOfTargets = new TreeSet<Labels>();
        var now = clock.millis();
        store.select(target, now - LOOKBACK.toMillis(), Long.MAX_VALUE, () -> {}, series -> {
            var own = series.labels().keep(TARGET_LABELS);
            for (var family : MetricType.familiesOf(series.labels().metricName())) {
                if (metadata.containsKey(family)) {
                    metricsOfTargets.add(own.with(Labels.NAME, family));
                }
            }
        });
        var found = new ArrayList<TargetMetadataView>();
        for (var labels : metricsOfTargets) {
            if (metric.filter(wanted -> !wanted.equals(labels.metricName())).isEmpty()) {
                metadata.get(labels.metricName()).forEach(one -> found.add(view(labels, one, metric.isPresent())));
            }
        }
        return found;
    }

    private static TargetMetadataView view(Labels labels, MetricMetadata metadata, boolean isNamed) {
        return new TargetMetadataView(
                labels.keep(TARGET_LABELS).asMap(),
                isNamed ? "" : metadata.metric(),
                metadata.type().text(),
                metadata.help(),
                metadata.unit());
    }
}
