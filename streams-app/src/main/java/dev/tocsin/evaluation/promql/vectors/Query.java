package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.At;
import dev.tocsin.evaluation.promql.DurationExpr.QueryTimes;
import dev.tocsin.evaluation.promql.Timing;
import dev.tocsin.evaluation.samples.Queryable;

/** What is the same for all parts of one query, however deep in subqueries. */
public record Query(
        Queryable source,
        Options options,
        Patience patience,
        Annotations annotations,
        long start,
        long end,
        QueryTimes times,
        Detail detail) {
    public Query with(Detail other) {
        return other == detail ? this : new Query(source, options, patience, annotations, start, end, times, other);
    }

    /** Where a selector looks back from, at each step. */
    long[] references(Timing timing, Steps steps) {
        return references(timing, steps.times());
    }

    /** Where a selector looks back from, if it is evaluated at these times. */
    public long[] references(Timing timing, long[] evaluations) {
        var offset = timing.offset().millis(times);
        var references = new long[evaluations.length];
        for (var i = 0; i < references.length; i++) {
            references[i] = reference(timing.at(), evaluations[i]) - offset;
        }
        return references;
    }

    /** @throws EvaluationException if nobody waits any more */
    public void goOn() {
        switch (patience.mood()) {
            case WAITING -> {}
            case TIMED_OUT ->
                throw new EvaluationException(
                        EvaluationException.Kind.TIMEOUT, "query timed out in expression evaluation");
            case CANCELED ->
                throw new EvaluationException(
                        EvaluationException.Kind.CANCELED, "query was canceled in expression evaluation");
        }
    }

    /** @throws EvaluationException if so many samples are more than a query may come to */
    public void admit(long samples) {
        if (samples > options.maxSamples()) {
            throw new EvaluationException(
                    "query processing would load too many samples into memory in query execution");
        }
    }

    private long reference(At at, long evaluation) {
        return at.match(new At.Cases<Long>() {
            @Override
            public Long evaluation() {
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
