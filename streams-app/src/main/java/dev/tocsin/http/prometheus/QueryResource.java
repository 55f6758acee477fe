package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.promql.DurationException;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.PrettyPrinter;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.ValueType;
import dev.tocsin.evaluation.promql.engine.Result;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.Patience;
import dev.tocsin.http.common.Refusal;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.function.Supplier;

/** {@code /query} and {@code /query_range}, over the samples that this instance has. */
final class QueryResource {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int MOST_POINTS = 11_000;

    private static final int MOST_AT_ONCE = 20;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final QueryPlaces places = new QueryPlaces(MOST_AT_ONCE, LONGEST_WAIT);
    private final Evaluating evaluating;
    private final InstantSource clock;
    private final int mostBytes;

    QueryResource(Evaluating evaluating, InstantSource clock, int mostBytes) {
        this.evaluating = evaluating;
        this.clock = clock;
        this.mostBytes = mostBytes;
    }

    void instant(Context request) {
        var parameters = Parameters.of(request, mostBytes);
        var limit = parameters.limit();
        var at = parameters.time("time").orElseGet(clock::instant);
        var patience = patience(parameters);
        var expr = expr(parameters);
        answer(
                request,
                parameters,
                limit,
                () -> evaluating.engine().instant(evaluating.samples(), expr, at.toEpochMilli(), patience));
    }

    void range(Context request) {
        var parameters = Parameters.of(request, mostBytes);
        var limit = parameters.limit();
        var start = required(parameters, "start");
        var end = required(parameters, "end");
        if (end.isBefore(start)) {
            throw Envelope.badParameter("end", "end timestamp must not be before start time");
        }
        var step = step(parameters, Duration.between(start, end));
        var patience = patience(parameters);
        var expr = rangeable(expr(parameters));
        answer(
                request,
                parameters,
                limit,
                () -> evaluating
                        .engine()
                        .range(
                                evaluating.samples(),
                                expr,
                                start.toEpochMilli(),
                                end.toEpochMilli(),
                                step.toMillis(),
                                patience));
    }

    void format(Context request) {
        Envelope.send(request, PrettyPrinter.print(expr(Parameters.of(request, mostBytes))));
    }

    private void answer(Context request, Parameters parameters, int limit, Supplier<Result> query) {
        var result = evaluated(query);
        var view = ValueView.of(result.value());
        var text = parameters.find("query").orElse("");
        var warnings = new ArrayList<>(result.warnings(text));
        if (view.isLongerThan(limit)) {
            warnings.add("results truncated due to limit");
        }
        Envelope.send(request, view.atMost(limit), warnings, result.infos(text));
    }

    private Result evaluated(Supplier<Result> query) {
        try {
            return places.take(query);
        } catch (EvaluationException e) {
            throw refusal(e);
        } catch (DurationException e) {
            throw Envelope.refusal(422, "execution", e.getMessage());
        }
    }

    private static Refusal refusal(EvaluationException e) {
        return switch (e.kind()) {
            case EXECUTION -> Envelope.refusal(422, "execution", e.getMessage());
            case TIMEOUT -> Envelope.refusal(503, "timeout", e.getMessage());
            case CANCELED -> Envelope.refusal(499, "canceled", e.getMessage());
        };
    }

    private Expr expr(Parameters parameters) {
        try {
            return evaluating.engine().parse(parameters.find("query").orElse(""));
        } catch (PromqlSyntaxException e) {
            throw Envelope.badParameter("query", e.getMessage());
        }
    }

    private static Expr rangeable(Expr expr) {
        if (expr.type() != ValueType.SCALAR && expr.type() != ValueType.INSTANT_VECTOR) {
            throw Envelope.badParameter(
                    "query",
                    "invalid expression type \"%s\" for range query, must be Scalar or instant Vector"
                            .formatted(expr.type().words()));
        }
        return expr;
    }

    private static Instant required(Parameters parameters, String name) {
        return parameters
                .time(name)
                .orElseThrow(() -> Envelope.badParameter(name, "cannot parse \"\" to a valid timestamp"));
    }

    private static Duration step(Parameters parameters, Duration range) {
        var step = parameters
                .duration("step")
                .orElseThrow(() -> Envelope.badParameter("step", "cannot parse \"\" to a valid duration"));
        if (step.toMillis() <= 0) {
            throw Envelope.badParameter(
                    "step", "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        if (range.toMillis() / step.toMillis() > MOST_POINTS) {
            throw Envelope.badData("exceeded maximum resolution of 11,000 points per timeseries."
                    + " Try decreasing the query resolution (?step=XX)");
        }
        return step;
    }

    private Patience patience(Parameters parameters) {
        var asked = parameters.duration("timeout").orElse(LONGEST);
        var deadline = clock.instant().plus(asked.compareTo(LONGEST) < 0 ? asked : LONGEST);
        return () -> clock.instant().isAfter(deadline) ? Patience.Mood.TIMED_OUT : Patience.Mood.WAITING;
    }
}
