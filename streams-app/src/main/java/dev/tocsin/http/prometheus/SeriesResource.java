package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.samples.Queryable;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.Utf8Order;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** {@code /series}, {@code /labels} and {@code /label/NAME/values}. */
record SeriesResource(Queryable queryable) {
    private static final List<List<Matcher>> EVERYTHING = List.of(List.of());

    void series(Context request, PrometheusParameters parameters) {
        if (parameters.all("match[]").isEmpty()) {
            throw ResponseEnvelope.badData("no match[] parameter provided");
        }
        var found = new TreeSet<Labels>();
        selectSeries(parameters).forEach(found::add);
        send(request, parameters, found.stream().map(Labels::asMap).toList());
    }

    void labelNames(Context request, PrometheusParameters parameters) {
        var names = new TreeSet<>(Utf8Order.COMPARATOR);
        selectSeries(parameters).forEach(labels -> names.addAll(labels.names()));
        send(request, parameters, names);
    }

    void labelValues(Context request, PrometheusParameters parameters) {
        var name = EscapedLabelName.parse(request.pathParam("name"));
        var values = new TreeSet<>(Utf8Order.COMPARATOR);
        selectSeries(parameters).filter(labels -> labels.has(name)).forEach(labels -> values.add(labels.get(name)));
        send(request, parameters, values);
    }

    private Stream<Labels> selectSeries(PrometheusParameters parameters) {
        var selectors = parameters.selectors();
        var after = parameters.time("start").map(Instant::toEpochMilli).orElse(Long.MIN_VALUE + 1) - 1;
        var until = parameters.time("end").map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        return (selectors.isEmpty() ? EVERYTHING : selectors)
                .stream()
                        .flatMap(matchers -> queryable.select(matchers, after, until).stream())
                        .map(Series::labels);
    }

    private static void send(Context request, PrometheusParameters parameters, Collection<?> all) {
        var limit = parameters.limit();
        if (limit == 0 || all.size() <= limit) {
            ResponseEnvelope.send(request, all);
        } else {
            ResponseEnvelope.send(
                    request, all.stream().limit(limit).toList(), List.of("results truncated due to limit"), List.of());
        }
    }
}
