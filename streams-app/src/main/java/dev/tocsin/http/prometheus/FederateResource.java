package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoFloat;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code /federate}: the newest samples of the selected series in the text format of Prometheus. Native histograms are left
 * out, because the text format has none.
 *
 * @param externalLabels are added to series that do not have them
 * @param lookback older samples are left out
 */
record FederateResource(
        SeriesStore store, Labels externalLabels, Duration lookback, InstantSource clock, QueryGate gate) {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8";
    private static final String INSTANCE = "instance";

    private record Newest(long time, double value) {}

    void federate(Context request, PrometheusParameters parameters) {
        var selectors = parameters.selectors(problem -> new ApiException(400, problem));
        var now = clock.millis();
        var text = gate.run(() -> {
            var found = new TreeMap<Labels, Newest>();
            for (var matchers : selectors) {
                store.select(matchers, now - lookback.toMillis(), now, series -> add(series, found));
            }
            return text(found);
        });
        request.status(200).contentType(CONTENT_TYPE).result(text);
    }

    private static void add(Series series, Map<Labels, Newest> found) {
        var last = series.to() - 1;
        if (!series.isHistogram(last) && !StaleMarker.is(series.values()[last])) {
            found.put(series.labels(), new Newest(series.times()[last], series.values()[last]));
        }
    }

    private String text(TreeMap<Labels, Newest> found) {
        var byMetric = new TreeMap<String, StringBuilder>();
        found.forEach((labels, newest) -> {
            var lines = byMetric.computeIfAbsent(labels.metricName(), FederateResource::head);
            lines.append(series(labels))
                    .append(' ')
                    .append(GoFloat.general(newest.value()))
                    .append(' ')
                    .append(newest.time())
                    .append('\n');
        });
        return String.join("", byMetric.values());
    }

    private static StringBuilder head(String metric) {
        return new StringBuilder(
                "# TYPE %s untyped\n".formatted(LabelName.isClassic(metric) ? metric : quoted(metric)));
    }

    private String series(Labels labels) {
        var text = new StringBuilder();
        var separator = "{";
        var name = labels.metricName();
        if (LabelName.isClassic(name)) {
            text.append(name);
        } else {
            text.append('{').append(quoted(name));
            separator = ",";
        }
        for (var label : withExternal(labels).entrySet()) {
            var key = label.getKey();
            text.append(separator)
                    .append(LabelName.isClassic(key) ? key : quoted(key))
                    .append('=')
                    .append(quoted(label.getValue()));
            separator = ",";
        }
        return text.append('}').toString();
    }

    // As in Prometheus, a series without an instance has an empty one, so that the scraper does not add its own.
    private Map<String, String> withExternal(Labels labels) {
        var all = new LinkedHashMap<String, String>();
        labels.forEach((name, value) -> {
            if (!name.equals(Labels.NAME)) {
                all.put(name, value);
            }
        });
        var external = new TreeMap<>(externalLabels.asMap());
        external.putIfAbsent(INSTANCE, "");
        external.forEach(all::putIfAbsent);
        return all;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"") + '"';
    }
}
