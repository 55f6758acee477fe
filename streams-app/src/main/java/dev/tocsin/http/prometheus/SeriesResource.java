package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.samples.Queryable;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.labels.ByteOrder;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** {@code /series}, {@code /labels} and {@code /label/NAME/values}. */
final class SeriesResource {
    private static final List<List<Matcher>> EVERYTHING = List.of(List.of());

    private final Queryable samples;
    private final int mostBytes;

    SeriesResource(Queryable samples, int mostBytes) {
        this.samples = samples;
        this.mostBytes = mostBytes;
    }

    void series(Context request) {
        var parameters = Parameters.of(request, mostBytes);
        if (parameters.all("match[]").isEmpty()) {
            throw Envelope.badData("no match[] parameter provided");
        }
        var found = new TreeSet<Labels>();
        selected(parameters).forEach(found::add);
        send(request, parameters, found.stream().map(Labels::asMap).toList());
    }

    void labels(Context request) {
        var parameters = Parameters.of(request, mostBytes);
        var names = new TreeSet<>(ByteOrder.OF_UTF8);
        selected(parameters).forEach(labels -> names.addAll(labels.names()));
        send(request, parameters, names);
    }

    void values(Context request) {
        var parameters = Parameters.of(request, mostBytes);
        var name = LabelPath.name(request.pathParam("name"));
        var values = new TreeSet<>(ByteOrder.OF_UTF8);
        selected(parameters).filter(labels -> labels.has(name)).forEach(labels -> values.add(labels.get(name)));
        send(request, parameters, values);
    }

    private Stream<Labels> selected(Parameters parameters) {
        var selectors = parameters.selectors();
        var after = parameters.time("start").map(Instant::toEpochMilli).orElse(Long.MIN_VALUE + 1) - 1;
        var until = parameters.time("end").map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        return (selectors.isEmpty() ? EVERYTHING : selectors)
                .stream()
                        .flatMap(matchers -> samples.select(matchers, after, until).stream())
                        .map(Series::labels);
    }

    private static void send(Context request, Parameters parameters, Collection<?> all) {
        var limit = parameters.limit();
        if (limit == 0 || all.size() <= limit) {
            Envelope.send(request, all);
        } else {
            Envelope.send(
                    request, all.stream().limit(limit).toList(), List.of("results truncated due to limit"), List.of());
        }
    }
}
