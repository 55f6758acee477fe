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
import java.util.function.UnaryOperator;

/**
 * {@code /federate}: the newest samples of the selected series in the text format of Prometheus. Native histograms are left
 * out, because the text format has none.
 *
 * @param externalLabels are added to series that do not have them
 * @param lookback older samples are left out
 */
record FederateResource(
        SeriesStore store, Labels externalLabels, Duration lookback, InstantSource clock, QueryGate gate) {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8; escaping=";
    private static final String UTF_8 = "allow-utf-8";
    private static final String UNDERSCORES = "underscores";
    private static final String INSTANCE = "instance";

    private record Newest(long time, double value) {}

    void federate(Context request, PrometheusParameters parameters) {
        var selectors = parameters.selectors(problem -> new ApiException(400, problem));
        var accepted = request.header("Accept");
        var isUtf8 = accepted != null && accepted.contains(UTF_8);
        var now = clock.millis();
        var text = gate.run(() -> {
            var found = new TreeMap<Labels, Newest>();
            for (var matchers : selectors) {
                store.select(matchers, now - lookback.toMillis(), now, series -> add(series, found));
            }
            return text(found, isUtf8 ? name -> name : FederateResource::withUnderscores);
        });
        request.status(200)
                .contentType(CONTENT_TYPE + (isUtf8 ? UTF_8 : UNDERSCORES))
                .result(text);
    }

    private static void add(Series series, Map<Labels, Newest> found) {
        var last = series.to() - 1;
        if (!series.isHistogram(last) && !StaleMarker.is(series.values()[last])) {
            found.put(series.labels(), new Newest(series.times()[last], series.values()[last]));
        }
    }

    /** The name for scrapers that know the classic names only. */
    private static String withUnderscores(String name) {
        var classic = name.replaceAll("[^a-zA-Z0-9_:]", "_");
        return Character.isDigit(classic.charAt(0)) ? "_" + classic.substring(1) : classic;
    }

    private String text(TreeMap<Labels, Newest> found, UnaryOperator<String> names) {
        var byMetric = new TreeMap<String, StringBuilder>();
        found.forEach((labels, newest) -> {
            var lines = byMetric.computeIfAbsent(names.apply(labels.metricName()), FederateResource::head);
            lines.append(series(labels, names))
                    .append(' ')
                    .append(GoFloat.general(newest.value()))
                    .append(' ')
                    .append(newest.time())
                    .append('\n');
        });
        return String.join("", byMetric.values());
    }

    private static StringBuilder head(String metric) {
        return new StringBuilder("# TYPE %s untyped\n".formatted(isClassicMetric(metric) ? metric : quoted(metric)));
    }

    private String series(Labels labels, UnaryOperator<String> names) {
        var text = new StringBuilder();
        var separator = "{";
        var name = names.apply(labels.metricName());
        if (isClassicMetric(name)) {
            text.append(name);
        } else {
            text.append('{').append(quoted(name));
            separator = ",";
        }
        for (var label : withExternal(labels).entrySet()) {
            var key = names.apply(label.getKey());
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

    private static boolean isClassicMetric(String name) {
        return LabelName.isClassic(name.replace(':', '_'));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"") + '"';
    }
}
