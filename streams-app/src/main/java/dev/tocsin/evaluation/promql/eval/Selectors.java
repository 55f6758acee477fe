package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Extension;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Matcher;
import java.util.ArrayList;
import java.util.List;

/** What selectors see of the series, at each step. */
record Selectors(Query query, Steps steps) {
    /** What is told of the sample that stands for a series. */
    private interface Reading {
        double of(Series series, int index);
    }

    /** The newest sample's value, at each step, of each series that has one and has not ended. */
    Rows values(Expr.Selector selector) {
        return selector.extension() == Extension.SMOOTHED
                ? smoothed(selector)
                : newest(
                        selector.matchers(),
                        query.references(selector.timing(), steps),
                        (series, index) -> series.values()[index]);
    }

    /** As {@link #values}, but when that sample was taken, in seconds. */
    Rows timestamps(Expr.Selector selector) {
        return timestamps(selector.matchers(), query.references(selector.timing(), steps));
    }

    /** As {@link #timestamps(Expr.Selector)}, seen from given times. */
    Rows timestamps(List<Matcher> matchers, long[] references) {
        return newest(matchers, references, (series, index) -> series.times()[index] / 1e3);
    }

    Windows windows(Expr.Range range) {
        var selector = range.of();
        var ends = query.references(selector.timing(), steps);
        var length = range.range().positiveMillis(query.times());
        var before = selector.extension() == Extension.NONE ? 0 : lookback();
        var after = selector.extension() == Extension.SMOOTHED ? lookback() : 0;
        var tracks = new ArrayList<Windows.Track>();
        var samples = 0L;
        for (var series :
                query.source().select(selector.matchers(), ends[0] - length - before, ends[ends.length - 1] + after)) {
            var track = new Windows.Track(withoutMarkers(series), false);
            samples += track.series().size();
            tracks.add(track);
        }
        query.admit(samples);
        return new Windows(tracks, ends, length, selector.extension(), lookback());
    }

    /** As {@link #values}, but on the straight line between the samples before and after. */
    private Rows smoothed(Expr.Selector selector) {
        var references = query.references(selector.timing(), steps);
        var all = query.source()
                .select(
                        selector.matchers(),
                        references[0] - lookback(),
                        references[references.length - 1] + lookback());
        query.admit((long) all.size() * steps.count());
        var rows = new ArrayList<Row>(all.size());
        for (var series : all) {
            var samples = withoutMarkers(series);
            var values = new double[references.length];
            for (var i = 0; i < values.length; i++) {
                values[i] = smoothed(samples, references[i]);
            }
            rows.add(new Row(series.labels(), false, values));
        }
        return new Rows(rows).withoutEmpty();
    }

    private double smoothed(Series samples, long time) {
        var near = samples.between(time - lookback(), time + lookback());
        var next = near.firstAfter(time);
        if (next == near.from()) {
            return Row.NOTHING;
        }
        var isOnSample = near.times()[next - 1] == time;
        return isOnSample || next == near.to()
                ? near.values()[next - 1]
                : Interpolation.between(
                        near.times()[next - 1], near.values()[next - 1], near.times()[next], near.values()[next], time);
    }

    private long lookback() {
        return query.options().lookback().toMillis();
    }

    private Rows newest(List<Matcher> matchers, long[] references, Reading reading) {
        var lookback = lookback();
        var all = query.source().select(matchers, references[0] - lookback, references[references.length - 1]);
        query.admit((long) all.size() * steps.count());
        var rows = new ArrayList<Row>(all.size());
        for (var series : all) {
            query.goOn();
            var values = newest(series, references, lookback, reading);
            rows.add(new Row(series.labels(), false, values));
        }
        return new Rows(rows).withoutEmpty();
    }

    private static double[] newest(Series series, long[] references, long lookback, Reading reading) {
        var values = new double[references.length];
        // The selection ends at the last reference, so the search of a single step is over at once.
        var next = references.length == 1 ? series.to() : series.from();
        for (var i = 0; i < values.length; i++) {
            while (next < series.to() && series.times()[next] <= references[i]) {
                next++;
            }
            var newest = next - 1;
            var isSeen = newest >= series.from()
                    && series.times()[newest] > references[i] - lookback
                    && !StaleMarker.is(series.values()[newest]);
            values[i] = isSeen ? reading.of(series, newest) : Row.NOTHING;
        }
        return values;
    }

    /** Markers end no window: they are as if they were not there. */
    private static Series withoutMarkers(Series series) {
        var markers = 0;
        for (var i = series.from(); i < series.to(); i++) {
            markers += StaleMarker.is(series.values()[i]) ? 1 : 0;
        }
        if (markers == 0) {
            return series;
        }
        var times = new long[series.size() - markers];
        var values = new double[times.length];
        var size = 0;
        for (var i = series.from(); i < series.to(); i++) {
            if (!StaleMarker.is(series.values()[i])) {
                times[size] = series.times()[i];
                values[size++] = series.values()[i];
            }
        }
        return new Series(series.labels(), times, values, 0, size);
    }
}
