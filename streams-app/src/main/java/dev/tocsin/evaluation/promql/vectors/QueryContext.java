package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.AtModifier;
import dev.tocsin.evaluation.promql.DurationExpr.QueryTimes;
import dev.tocsin.evaluation.promql.TimeModifiers;
import dev.tocsin.evaluation.samples.Queryable;

/** What is the same for all parts of one query, however deep in subqueries. */
public record QueryContext(
        Queryable source,
        EngineOptions options,
        Cancellation cancellation,
        Annotations annotations,
        long start,
        long end,
        QueryTimes times,
        HistogramDetail histogramDetail) {
    public QueryContext with(HistogramDetail other) {
        return other == histogramDetail
                ? this
                : new QueryContext(source, options, cancellation, annotations, start, end, times, other);
    }

    /** Where a selector looks back from, at each step. */
    long[] referenceTimes(TimeModifiers timing, StepTimes steps) {
        return referenceTimes(timing, steps.times());
    }

    /** Where a selector looks back from, if it is evaluated at these times. */
    public long[] referenceTimes(TimeModifiers timing, long[] evaluations) {
        var offset = timing.offset().millis(times);
        var references = new long[evaluations.length];
        for (var i = 0; i < references.length; i++) {
            references[i] = referenceTime(timing.at(), evaluations[i]) - offset;
        }
        return references;
    }

    /** @throws EvaluationException if nobody waits any more */
    public void checkCancelled() {
        switch (cancellation.state()) {
            case ACTIVE -> {}
            case TIMED_OUT ->
                throw new EvaluationException(
                        EvaluationException.Kind.TIMEOUT, "query timed out in expression evaluation");
            case CANCELED ->
                throw new EvaluationException(
                        EvaluationException.Kind.CANCELED, "query was canceled in expression evaluation");
        }
    }

    /** @throws EvaluationException if so many samples are more than a query may come to */
    public void checkSampleLimit(long samples) {
        if (samples > options.maxSamples()) {
            throw new EvaluationException(
                    "query processing would load too many samples into memory in query execution");
        }
    }

    private long referenceTime(AtModifier at, long evaluation) {
        return at.match(new AtModifier.Cases<Long>() {
            @Override
            public Long none() {
                return evaluation;
            }

            @Override
            public Long start() {
                return start;
            }

            @Override
            public Long end() {
                return end;
            }

            @Override
            public Long timestamp(long epochMillis) {
                return epochMillis;
            }
        });
    }
}
