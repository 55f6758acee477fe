package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.samples.Queryable;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.Utf8Order;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code /series}, {@code /labels} and {@code /label/NAME/values}. They count as queries. */
record SeriesResource(Queryable queryable, Supplier<List<String>> queryWarnings, QueryGate gate) {
    private static final List<List<Matcher>> EVERYTHING = List.of(List.of());

    /** A range of time in milliseconds; the start is exclusive. */
    private record Range(long after, long until) {
        static Range of(PrometheusParameters parameters) {
            return new Range(
                    parameters.time("start").map(Instant::toEpochMilli).orElse(Long.MIN_VALUE + 1) - 1,
                    parameters.time("end").map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
        }

        // Prometheus ignores for labels of newer samples that the end is before the start.
        Range inOrder() {
            return until <= after ? new Range(until - 1, after + 1) : this;
        }
    }

    void series(Context request, PrometheusParameters parameters) {
        if (parameters.all("match[]").isEmpty()) {
            throw ResponseEnvelope.badData("no match[] parameter provided");
        }
        var limit = parameters.limit();
        var range = Range.of(parameters);
        var selectors = parameters.selectors(problem -> ResponseEnvelope.invalidParameter("match[]", problem));
        var found = new TreeSet<Labels>();
        forEachSeries(selectors, range, found::add);
        send(request, limit, found.stream().map(Labels::asMap).toList());
    }

    void labelNames(Context request, PrometheusParameters parameters) {
        var names = new TreeSet<>(Utf8Order.COMPARATOR);
        sendLabels(request, parameters, names, labels -> names.addAll(labels.names()));
    }

    void labelValues(Context request, PrometheusParameters parameters) {
        var name = EscapedLabelName.parse(request.pathParam("name"));
        var values = new TreeSet<>(Utf8Order.COMPARATOR);
        sendLabels(request, parameters, values, labels -> {
            if (labels.has(name)) {
                values.add(labels.get(name));
            }
        });
    }

    private void sendLabels(
            Context request, PrometheusParameters parameters, Collection<String> found, Consumer<Labels> action) {
        var limit = parameters.limit();
        var range = Range.of(parameters).inOrder();
        var selectors = parameters.selectors(ResponseEnvelope::badData);
        forEachSeries(selectors.isEmpty() ? EVERYTHING : selectors, range, action);
        send(request, limit, found);
    }

    private void forEachSeries(List<List<Matcher>> selectors, Range range, Consumer<Labels> action) {
        gate.run(() -> {
            for (var matchers : selectors) {
                queryable.select(matchers, range.after(), range.until(), series -> action.accept(series.labels()));
            }
            return null;
        });
    }

    private void send(Context request, int limit, Collection<?> all) {
        var warnings = new ArrayList<>(queryWarnings.get());
        if (limit == 0 || all.size() <= limit) {
            ResponseEnvelope.send(request, all, warnings, List.of());
        } else {
            warnings.add("results truncated due to limit");
            ResponseEnvelope.send(request, all.stream().limit(limit).toList(), warnings, List.of());
        }
    }
}
