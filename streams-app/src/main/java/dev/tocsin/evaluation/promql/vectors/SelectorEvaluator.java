package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.RangeExtension;
import dev.tocsin.evaluation.promql.vectors.QueryContext.HistogramDetail;
import dev.tocsin.evaluation.samples.SampleExtras;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.List;

/** Evaluates selectors at each step. */
public record SelectorEvaluator(QueryContext query, StepTimes steps) {
    private static final int NO_SAMPLE = -1;

    /** A number computed from a sample of a series. */
    private interface SampleFunction {
        double of(Series series, int index);
    }

    /** The latest sample of each series at each step, within the lookback and without stale series. */
    public InstantVector values(Expr.VectorSelector selector) {
        return selector.extension() == RangeExtension.SMOOTHED
                ? new SmoothedSelector(query, steps, selector).evaluate()
                : latestSamples(
                        selector.matchers(), query.referenceTimes(selector.timeModifiers(), steps), this::value);
    }

    /** The timestamps of the samples of {@link #values}, in seconds. */
    public InstantVector timestamps(Expr.VectorSelector selector) {
        return latestSamples(
                selector.matchers(),
                query.referenceTimes(selector.timeModifiers(), steps),
                (series, seen) -> numbers(series, seen, (one, index) -> one.times()[index] / 1e3));
    }

    /**
     * The timestamps of the latest samples at given reference times, in seconds.
     *
     * @throws EvaluationException if a sample is a histogram
     */
    public InstantVector timestampsOfNumbers(List<Matcher> matchers, long[] references) {
        return latestSamples(
                matchers,
                references,
                (series, seen) -> numbers(series, seen, (one, index) -> {
                    if (one.isHistogram(index)) {
                        throw new EvaluationException(
                                "this should be an info metric, with float samples: " + one.labels());
                    }
                    return one.times()[index] / 1e3;
                }));
    }

    /** The start timestamps of the samples of {@link #values}, in seconds. */
    public InstantVector startTimestamps(Expr.VectorSelector selector) {
        return latestSamples(
                selector.matchers(),
                query.referenceTimes(selector.timeModifiers(), steps),
                (series, seen) -> numbers(series, seen, (one, index) -> one.startTimestamp(index) / 1e3));
    }

    public RangeVector rangeVector(Expr.MatrixSelector range) {
        var selector = range.selector();
        var ends = query.referenceTimes(selector.timeModifiers(), steps);
        var length = range.range().positiveMillis(query.times());
        var before = selector.extension() == RangeExtension.NONE ? 0 : lookback();
        var after = selector.extension() == RangeExtension.SMOOTHED ? lookback() : 0;
        var rangeSeries = new ArrayList<RangeVector.RangeSeries>();
        query.select(selector.matchers(), ends[0] - length - before, ends[ends.length - 1] + after, series -> {
            query.samples().hold(1, series.size());
            rangeSeries.add(new RangeVector.RangeSeries(withRequestedDetail(series), false));
        });
        return new RangeVector(rangeSeries, ends, length, selector.extension(), lookback());
    }

    long lookback() {
        return query.options().lookback().toMillis();
    }

    /** Builds a row from the index of the sample at each step, or {@link #NO_SAMPLE}. */
    private interface RowFunction {
        VectorRow of(Series series, int[] seen);
    }

    private InstantVector latestSamples(List<Matcher> matchers, long[] references, RowFunction row) {
        var lookback = lookback();
        var rows = new ArrayList<VectorRow>();
        var seen = new int[references.length];
        query.select(matchers, references[0] - lookback, references[references.length - 1], series -> {
            query.samples().hold(1, seen.length);
            query.samples().countRead(findLatest(series, references, lookback, seen));
            rows.add(row.of(series, seen));
        });
        return new InstantVector(rows).withoutEmpty();
    }

    /** @return the number of steps that have a sample */
    private static int findLatest(Series series, long[] references, long lookback, int[] seen) {
        // The selection ends at the last reference time, so a single step needs no search.
        var next = references.length == 1 ? series.to() : series.from();
        var found = 0;
        for (var i = 0; i < seen.length; i++) {
            while (next < series.to() && series.times()[next] <= references[i]) {
                next++;
            }
            var newest = next - 1;
            var isSeen = newest >= series.from()
                    && series.times()[newest] > references[i] - lookback
                    && !StaleMarker.is(series.values()[newest]);
            seen[i] = isSeen ? newest : NO_SAMPLE;
            found += isSeen ? 1 : 0;
        }
        return found;
    }

    private static VectorRow numbers(Series series, int[] seen, SampleFunction function) {
        var values = new double[seen.length];
        for (var i = 0; i < values.length; i++) {
            values[i] = seen[i] == NO_SAMPLE ? VectorRow.NOTHING : function.of(series, seen[i]);
        }
        return new VectorRow(series.labels(), false, values);
    }

    private VectorRow value(Series series, int[] seen) {
        if (!series.hasHistograms()) {
            return numbers(series, seen, (one, index) -> one.values()[index]);
        }
        var hinted = query.histogramDetail() == HistogramDetail.COUNTS ? CounterResetHints.forCounts(series) : series;
        var elements = VectorRowBuilder.empty(seen.length);
        for (var i = 0; i < seen.length; i++) {
            if (seen[i] != NO_SAMPLE) {
                elements.put(i, Point.of(hinted, seen[i]));
            }
        }
        return elements.build(series.labels(), false);
    }

    /** The samples of a series with the histogram detail and start timestamps that the query needs. */
    private Series withRequestedDetail(Series series) {
        var samples = withoutMarkers(series);
        var hinted = query.histogramDetail() == HistogramDetail.COUNTS ? CounterResetHints.forCounts(samples) : samples;
        var extras = hinted.extras();
        return extras.startTimestamps().length == 0 || query.options().has(Feature.START_TIMESTAMPS)
                ? hinted
                : new Series(
                        hinted.labels(),
                        hinted.times(),
                        hinted.values(),
                        SampleExtras.of(extras.histograms()),
                        hinted.from(),
                        hinted.to());
    }

    /** Removes stale markers, which range vectors do not contain. */
    static Series withoutMarkers(Series series) {
        var markers = 0;
        for (var i = series.from(); i < series.to(); i++) {
            markers += StaleMarker.is(series.values()[i]) ? 1 : 0;
        }
        if (markers == 0) {
            return series;
        }
        var kept = new int[series.size() - markers];
        var size = 0;
        for (var i = series.from(); i < series.to(); i++) {
            if (!StaleMarker.is(series.values()[i])) {
                kept[size++] = i;
            }
        }
        return series.filter(kept);
    }
}
