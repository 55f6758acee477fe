package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.samples.Exemplar;
import dev.tocsin.evaluation.samples.ExemplarStore;
import dev.tocsin.evaluation.samples.SeriesExemplars;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notation.GoFloat;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code /query_exemplars}: the exemplars of the series that a query selects. */
record ExemplarsResource(QueryResource queries, ExemplarStore store, QueryGate gate) {
    private record ExemplarView(Map<String, String> labels, String value, BigDecimal timestamp) {
        static ExemplarView of(Exemplar exemplar) {
            return new ExemplarView(
                    exemplar.labels().asMap(),
                    GoFloat.api(exemplar.value()),
                    ApiTime.seconds(Duration.ofMillis(exemplar.time())));
        }
    }

    private record SeriesExemplarsView(Map<String, String> seriesLabels, List<ExemplarView> exemplars) {
        static SeriesExemplarsView of(SeriesExemplars series) {
            return new SeriesExemplarsView(
                    series.series().asMap(),
                    series.exemplars().stream().map(ExemplarView::of).toList());
        }
    }

    void exemplars(Context request, PrometheusParameters parameters) {
        var start = parameters.time("start");
        var end = parameters.time("end");
        if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
            throw ResponseEnvelope.badData("end timestamp must not be before start timestamp");
        }
        var text = parameters.query();
        var selectors = gate.run(() -> selectors(queries.parse(text, ResponseEnvelope::badData)));
        if (selectors.isEmpty()) {
            request.status(204);
            return;
        }
        var found = gate.run(() -> store.select(
                selectors,
                start.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE),
                end.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE)));
        ResponseEnvelope.send(
                request, found.stream().map(SeriesExemplarsView::of).toList());
    }

    private static List<List<Matcher>> selectors(Expr expr) {
        return expr.nodes()
                .filter(Expr.VectorSelector.class::isInstance)
                .map(node -> ((Expr.VectorSelector) node).matchers())
                .toList();
    }
}
