package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.promql.DurationException;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.ValueType;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.engine.QueryResult;
import dev.tocsin.evaluation.promql.vectors.Cancellation;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.SampleBudget.Usage;
import dev.tocsin.evaluation.samples.Queryable;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.limits.Limit;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code /query} and {@code /query_range}, over the samples of this instance. */
record QueryResource(Engine engine, Queryable queryable, InstantSource clock, QueryGate gate) {

    void instant(Context request, PrometheusParameters parameters) {
        var limit = parameters.limit();
        var at = parameters.time("time").orElseGet(clock::instant);
        var cancellation = cancellation(parameters);
        var expr = expr(parameters);
        respond(
                request,
                parameters,
                limit,
                samples -> engine.instant(queryable, expr, at.toEpochMilli(), cancellation, samples));
    }

    void range(Context request, PrometheusParameters parameters) {
        var limit = parameters.limit();
        var start = required(parameters, "start");
        var end = required(parameters, "end");
        if (end.isBefore(start)) {
            throw ResponseEnvelope.invalidParameter("end", "end timestamp must not be before start time");
        }
        var step = step(parameters, Duration.between(start, end));
        var cancellation = cancellation(parameters);
        var expr = requireRangeable(expr(parameters));
        respond(
                request,
                parameters,
                limit,
                samples -> engine.range(
                        queryable,
                        expr,
                        start.toEpochMilli(),
                        end.toEpochMilli(),
                        step.toMillis(),
                        cancellation,
                        samples));
    }

    void format(Context request, PrometheusParameters parameters) {
        ResponseEnvelope.send(request, expr(parameters).prettyPrint());
    }

    /** Holds the samples of the query until the response is written. */
    private void respond(
            Context request, PrometheusParameters parameters, int limit, Function<Usage, QueryResult> query) {
        try (var samples = engine.openSamples()) {
            respond(request, parameters, limit, evaluate(() -> query.apply(samples)));
        }
    }

    private static void respond(Context request, PrometheusParameters parameters, int limit, QueryResult result) {
        var view = QueryResultView.of(result.value());
        var text = parameters.find("query").orElse("");
        var warnings = new ArrayList<>(result.warnings(text));
        if (view.exceeds(limit)) {
            warnings.add("results truncated due to limit");
        }
        ResponseEnvelope.send(request, view.limitedTo(limit), warnings, result.infos(text));
    }

    private QueryResult evaluate(Supplier<QueryResult> query) {
        try {
            return gate.run(query);
        } catch (EvaluationException e) {
            throw toApiError(e);
        } catch (DurationException e) {
            throw ResponseEnvelope.apiError(422, "execution", e.getMessage());
        }
    }

    private static ApiException toApiError(EvaluationException e) {
        return switch (e.kind()) {
            case EXECUTION -> ResponseEnvelope.apiError(422, "execution", e.getMessage());
            case TIMEOUT -> ResponseEnvelope.apiError(503, "timeout", e.getMessage());
            case CANCELED -> ResponseEnvelope.apiError(499, "canceled", e.getMessage());
        };
    }

    private Expr expr(PrometheusParameters parameters) {
        try {
            return engine.parse(parameters.find("query").orElse(""));
        } catch (PromqlSyntaxException e) {
            throw ResponseEnvelope.invalidParameter("query", e.getMessage());
        }
    }

    private static Expr requireRangeable(Expr expr) {
        if (expr.type() != ValueType.SCALAR && expr.type() != ValueType.INSTANT_VECTOR) {
            throw ResponseEnvelope.invalidParameter(
                    "query",
                    "invalid expression type \"%s\" for range query, must be Scalar or instant Vector"
                            .formatted(expr.type().description()));
        }
        return expr;
    }

    private static Instant required(PrometheusParameters parameters, String name) {
        return parameters
                .time(name)
                .orElseThrow(() -> ResponseEnvelope.invalidParameter(name, "cannot parse \"\" to a valid timestamp"));
    }

    private static Duration step(PrometheusParameters parameters, Duration range) {
        var step = parameters
                .duration("step")
                .orElseThrow(() -> ResponseEnvelope.invalidParameter("step", "cannot parse \"\" to a valid duration"));
        if (step.toMillis() <= 0) {
            throw ResponseEnvelope.invalidParameter(
                    "step", "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        if (range.toMillis() / step.toMillis() > Limit.QUERY_POINTS.intValue()) {
            throw ResponseEnvelope.badData("exceeded maximum resolution of 11,000 points per timeseries."
                    + " Try decreasing the query resolution (?step=XX)");
        }
        return step;
    }

    private Cancellation cancellation(PrometheusParameters parameters) {
        var timeout = parameters.duration("timeout").orElse(Limit.QUERY_TIME.duration());
        var deadline = clock.instant()
                .plus(timeout.compareTo(Limit.QUERY_TIME.duration()) < 0 ? timeout : Limit.QUERY_TIME.duration());
        return () -> clock.instant().isAfter(deadline) ? Cancellation.State.TIMED_OUT : Cancellation.State.ACTIVE;
    }
}
