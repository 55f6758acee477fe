package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Extension;
import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.samples.Extras;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.List;

/** What selectors see of the series, at each step. */
public record Selectors(Query query, Steps steps) {
    private static final int NOTHING_SEEN = -1;

    /** What is told of the sample that stands for a series. */
    private interface Reading {
        double of(Series series, int index);
    }

    /** The newest sample, at each step, of each series that has one and has not ended. */
    public Rows values(Expr.Selector selector) {
        return selector.extension() == Extension.SMOOTHED
                ? new Smoothing(query, steps, selector).rows()
                : newest(selector.matchers(), query.references(selector.timing(), steps), this::value);
    }

    /** As {@link #values}, but when that sample was taken, in seconds. */
    public Rows timestamps(Expr.Selector selector) {
        return newest(
                selector.matchers(),
                query.references(selector.timing(), steps),
                (series, seen) -> numbers(series, seen, (one, index) -> one.times()[index] / 1e3));
    }

    /**
     * As {@link #timestamps(Expr.Selector)}, seen from given times.
     *
     * @throws EvaluationException if a sample is no number
     */
    public Rows timestampsOfNumbers(List<Matcher> matchers, long[] references) {
        return newest(
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

    /** As {@link #values}, but when what that sample counts began, in seconds. */
    public Rows startTimestamps(Expr.Selector selector) {
        return newest(
                selector.matchers(),
                query.references(selector.timing(), steps),
                (series, seen) -> numbers(series, seen, (one, index) -> one.start(index) / 1e3));
    }

    public Windows windows(Expr.Range range) {
        var selector = range.of();
        var ends = query.references(selector.timing(), steps);
        var length = range.range().positiveMillis(query.times());
        var before = selector.extension() == Extension.NONE ? 0 : lookback();
        var after = selector.extension() == Extension.SMOOTHED ? lookback() : 0;
        var tracks = new ArrayList<Windows.Track>();
        var samples = 0L;
        for (var series :
                query.source().select(selector.matchers(), ends[0] - length - before, ends[ends.length - 1] + after)) {
            var track = new Windows.Track(wanted(series), false);
            samples += track.series().size();
            tracks.add(track);
        }
        query.admit(samples);
        return new Windows(tracks, ends, length, selector.extension(), lookback());
    }

    long lookback() {
        return query.options().lookback().toMillis();
    }

    /** The row of a series, by the indices of the samples that are seen at each step, or {@link #NOTHING_SEEN}. */
    private interface ByIndices {
        Row of(Series series, int[] seen);
    }

    private Rows newest(List<Matcher> matchers, long[] references, ByIndices row) {
        var lookback = lookback();
        var all = query.source().select(matchers, references[0] - lookback, references[references.length - 1]);
        query.admit((long) all.size() * steps.count());
        var rows = new ArrayList<Row>(all.size());
        var seen = new int[references.length];
        for (var series : all) {
            query.goOn();
            see(series, references, lookback, seen);
            rows.add(row.of(series, seen));
        }
        return new Rows(rows).withoutEmpty();
    }

    private static void see(Series series, long[] references, long lookback, int[] seen) {
        // The selection ends at the last reference, so the search of a single step is over at once.
        var next = references.length == 1 ? series.to() : series.from();
        for (var i = 0; i < seen.length; i++) {
            while (next < series.to() && series.times()[next] <= references[i]) {
                next++;
            }
            var newest = next - 1;
            var isSeen = newest >= series.from()
                    && series.times()[newest] > references[i] - lookback
                    && !StaleMarker.is(series.values()[newest]);
            seen[i] = isSeen ? newest : NOTHING_SEEN;
        }
    }

    private static Row numbers(Series series, int[] seen, Reading reading) {
        var values = new double[seen.length];
        for (var i = 0; i < values.length; i++) {
            values[i] = seen[i] == NOTHING_SEEN ? Row.NOTHING : reading.of(series, seen[i]);
        }
        return new Row(series.labels(), false, values);
    }

    private Row value(Series series, int[] seen) {
        if (!series.hasHistograms()) {
            return numbers(series, seen, (one, index) -> one.values()[index]);
        }
        var hinted = query.detail() == Detail.COUNTS ? Hints.ofCounts(series) : series;
        var elements = Column.empty(seen.length);
        for (var i = 0; i < seen.length; i++) {
            if (seen[i] != NOTHING_SEEN) {
                elements.put(i, Point.of(hinted, seen[i]));
            }
        }
        return elements.row(series.labels(), false);
    }

    /** The samples of a window as the query wants them. */
    private Series wanted(Series series) {
        var samples = withoutMarkers(series);
        var hinted = query.detail() == Detail.COUNTS ? Hints.ofCounts(samples) : samples;
        var extras = hinted.extras();
        return extras.starts().length == 0 || query.options().has(Feature.START_TIMESTAMPS)
                ? hinted
                : new Series(
                        hinted.labels(),
                        hinted.times(),
                        hinted.values(),
                        Extras.of(extras.histograms()),
                        hinted.from(),
                        hinted.to());
    }

    /** Markers end no window: they are as if they were not there. */
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
        return series.only(kept);
    }
}
