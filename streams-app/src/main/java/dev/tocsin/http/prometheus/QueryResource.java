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
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.limits.Limit;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code /query} and {@code /query_range}, over the samples of this instance. A query is parsed in its time limit. */
record QueryResource(
        Engine engine, Queryable queryable, Supplier<List<String>> queryWarnings, InstantSource clock, QueryGate gate) {

    void instant(Context request, PrometheusParameters parameters) {
        var limit = parameters.limit();
        var at = parameters.time("time").orElseGet(clock::instant).toEpochMilli();
        var cancellation = cancellation(parameters);
        var queried = withLookback(parameters);
        var text = parameters.query();
        var timings = new QueryTimings(clock, clock.instant());
        evaluate(
                samples -> {
                    timings.started();
                    var expr = parse(text);
                    timings.parsed();
                    return queried.instant(queryable, expr, at, cancellation, samples);
                },
                result -> respond(request, parameters, limit, result, timings));
    }

    void range(Context request, PrometheusParameters parameters) {
        var limit = parameters.limit();
        var start = parameters.requiredTime("start");
        var end = parameters.requiredTime("end");
        if (end.isBefore(start)) {
            throw ResponseEnvelope.invalidParameter("end", "end timestamp must not be before start time");
        }
        var step = step(parameters, Duration.between(start, end)).toMillis();
        var cancellation = cancellation(parameters);
        var queried = withLookback(parameters);
        var text = parameters.query();
        var timings = new QueryTimings(clock, clock.instant());
        evaluate(
                samples -> {
                    timings.started();
                    var expr = requireRangeable(parse(text));
                    timings.parsed();
                    return queried.range(
                            queryable, expr, start.toEpochMilli(), end.toEpochMilli(), step, cancellation, samples);
                },
                result -> respond(request, parameters, limit, result, timings));
    }

    void syntaxTree(Context request, PrometheusParameters parameters) {
        var text = parameters.query();
        ResponseEnvelope.send(request, gate.run(() -> syntaxTree(parse(text))));
    }

    private static Object syntaxTree(Expr expr) {
        try {
            return ExprView.of(expr);
        } catch (DurationException e) {
            throw ResponseEnvelope.invalidParameter("query", e.getMessage());
        }
    }

    void format(Context request, PrometheusParameters parameters) {
        var text = parameters.query();
        ResponseEnvelope.send(request, gate.run(() -> parse(text).prettyPrint()));
    }

    /**
     * Evaluates a query at a time.
     *
     * @param use is called with the result while its samples are held
     * @throws ApiException if the query fails
     */
    <T> T instant(String text, Instant at, Function<QueryResult, T> use) {
        var cancellation = cancellation(Limit.QUERY_TIME.duration());
        return evaluate(
                samples -> engine.instant(queryable, parse(text), at.toEpochMilli(), cancellation, samples), use);
    }

    private <T> T evaluate(Function<Usage, QueryResult> query, Function<QueryResult, T> use) {
        return gate.run(() -> {
            try (var samples = engine.openSamples()) {
                return use.apply(query.apply(samples));
            } catch (EvaluationException e) {
                throw toApiError(e);
            } catch (DurationException e) {
                throw ResponseEnvelope.apiError(422, "execution", e.getMessage());
            }
        });
    }

    private Void respond(
            Context request, PrometheusParameters parameters, int limit, QueryResult result, QueryTimings timings) {
        var text = parameters.query();
        var statistics = parameters.find("stats").map(any -> timings.statistics(result.samples()));
        var view = QueryResultView.of(result.value(), statistics);
        var warnings = new ArrayList<>(queryWarnings.get());
        warnings.addAll(result.warnings(text));
        if (view.exceeds(limit)) {
            warnings.add("results truncated due to limit");
        }
        ResponseEnvelope.send(request, view.limitedTo(limit), warnings, result.infos(text));
        return null;
    }

    private static ApiException toApiError(EvaluationException e) {
        return switch (e.kind()) {
            case EXECUTION -> ResponseEnvelope.apiError(422, "execution", e.getMessage());
            case TIMEOUT -> ResponseEnvelope.apiError(503, "timeout", e.getMessage());
            case CANCELED -> ResponseEnvelope.apiError(499, "canceled", e.getMessage());
        };
    }

    private Expr parse(String text) {
        return parse(text, problem -> ResponseEnvelope.invalidParameter("query", problem));
    }

    /** Parses while the memory for a long text is held. The caller has a permit. */
    Expr parse(String text, Function<String, ApiException> onError) {
        try (var samples = engine.openSamples()) {
            samples.holdText(text.length());
            return engine.parse(text);
        } catch (PromqlSyntaxException e) {
            throw onError.apply(e.getMessage());
        } catch (EvaluationException e) {
            throw toApiError(e);
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

    private static Duration step(PrometheusParameters parameters, Duration range) {
        var step = parameters
                .duration("step")
                .orElseThrow(() -> ResponseEnvelope.invalidParameter("step", PrometheusParameters.notADuration("")));
        if (step.toMillis() <= 0) {
            throw ResponseEnvelope.invalidParameter(
                    "step", "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        if (range.dividedBy(step) > Limit.QUERY_POINTS.intValue()) {
            throw ResponseEnvelope.badData("exceeded maximum resolution of 11,000 points per timeseries."
                    + " Try decreasing the query resolution (?step=XX)");
        }
        return step;
    }

    // As in Prometheus, a number that is not positive means the default.
    private Engine withLookback(PrometheusParameters parameters) {
        Optional<Duration> lookback = parameters.duration(
                "lookback_delta",
                problem -> ResponseEnvelope.badData("error parsing lookback delta duration: " + problem));
        return lookback.filter(given -> given.toMillis() > 0)
                .map(engine::withLookback)
                .orElse(engine);
    }

    private Cancellation cancellation(PrometheusParameters parameters) {
        var timeout = parameters.duration("timeout").orElse(Limit.QUERY_TIME.duration());
        if (timeout.isZero() || timeout.isNegative()) {
            throw ResponseEnvelope.invalidParameter("timeout", "the timeout must be positive");
        }
        return cancellation(timeout);
    }

    private Cancellation cancellation(Duration timeout) {
        var deadline = clock.instant()
                .plus(timeout.compareTo(Limit.QUERY_TIME.duration()) < 0 ? timeout : Limit.QUERY_TIME.duration());
        return () -> clock.instant().isAfter(deadline) ? Cancellation.State.TIMED_OUT : Cancellation.State.ACTIVE;
    }
}
