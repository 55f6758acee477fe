package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.DurationExpr.QueryTimes;
import dev.tocsin.evaluation.promql.PromqlFunction;
import dev.tocsin.evaluation.promql.PromqlFunction.Trait;
import dev.tocsin.evaluation.promql.TimeModifiers;
import dev.tocsin.evaluation.samples.Queryable;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import java.util.List;
import java.util.function.Consumer;

/** The data shared by all parts of a query, including subqueries. Times are in milliseconds. */
public record QueryContext(
        Queryable source,
        EngineOptions options,
        Cancellation cancellation,
        Annotations annotations,
        SampleBudget.Usage samples,
        long start,
        long end,
        QueryTimes times,
        HistogramDetail histogramDetail) {
    /** The farthest time of an {@code @} modifier, in milliseconds. Ranges and offsets can be added without overflow. */
    private static final long FARTHEST = 1L << 61;

    public QueryContext with(HistogramDetail other) {
        return other == histogramDetail
                ? this
                : new QueryContext(source, options, cancellation, annotations, samples, start, end, times, other);
    }

    /** The same query with its annotations collected elsewhere. */
    public QueryContext with(Annotations others) {
        return new QueryContext(source, options, cancellation, others, samples, start, end, times, histogramDetail);
    }

    /** Reads the selected series one after the other. Ends when the query is cancelled. */
    void select(List<Matcher> matchers, long after, long until, Consumer<Series> action) {
        source.select(matchers, after, until, this::checkCancelled, series -> {
            checkCancelled();
            action.accept(series);
        });
    }

    /**
     * Returns labels that a function made, if they are within the limit of label sets. Their text counts as memory.
     *
     * @throws EvaluationException if they are too long, or if the query would hold too many
     */
    public Labels made(Labels labels) {
        try {
            samples.holdLabels(labels.requireWithinLimit().length());
            return labels;
        } catch (IllegalArgumentException e) {
            throw new EvaluationException(e.getMessage());
        }
    }

    /** The reference times of a selector at each step. */
    long[] referenceTimes(TimeModifiers modifiers, StepTimes steps) {
        return referenceTimes(modifiers, steps.times());
    }

    /** Applies time modifiers to evaluation times. A selector looks back from the resulting reference times. */
    public long[] referenceTimes(TimeModifiers modifiers, long[] evaluations) {
        var offset = modifiers.offset().millis(times);
        var references = new long[evaluations.length];
        for (var i = 0; i < references.length; i++) {
            var at = modifiers.at().time(evaluations[i], start, end);
            references[i] = Math.max(-FARTHEST, Math.min(FARTHEST, at)) - offset;
        }
        return references;
    }

    /** @throws EvaluationException if the query timed out or was canceled */
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

    /** The parts of native histograms that an expression reads. */
    public enum HistogramDetail {
        /** Counts, sums and buckets. */
        WHOLE,
        /** Counts and sums. Counter resets are then detected between consecutive samples, as in Prometheus. */
        COUNTS,
        /** Counts, sums and buckets, for all expressions inside as well. */
        ALWAYS_WHOLE;

        /** The detail that the arguments of a function need. */
        public HistogramDetail forArgumentsOf(PromqlFunction function) {
            if (this == ALWAYS_WHOLE || function.has(Trait.HISTOGRAM_BUCKETS)) {
                return ALWAYS_WHOLE;
            }
            return function.has(Trait.HISTOGRAM_COUNTS) ? COUNTS : this;
        }
    }
}
