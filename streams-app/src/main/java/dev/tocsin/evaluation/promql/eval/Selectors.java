package dev.tocsin.evaluation.promql.eval;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.evaluation.samples.StaleMarker;
import java.util.ArrayList;

/** What selectors see of the series, at each step. */
record Selectors(Query query, Steps steps) {
    /** What is told of the sample that stands for a series. */
    private interface Reading {
        double of(Series series, int index);
    }

    /** The newest sample's value, at each step, of each series that has one and has not ended. */
    Rows values(Expr.Selector selector) {
        return newest(selector, (series, index) -> series.values()[index]);
    }

    /** As {@link #values}, but when that sample was taken, in seconds. */
    Rows timestamps(Expr.Selector selector) {
        return newest(selector, (series, index) -> series.times()[index] / 1e3);
    }

    Windows windows(Expr.Range selector) {
        var ends = query.references(selector.of().timing(), steps);
        var range = selector.range().positiveMillis(query.times());
        var tracks = new ArrayList<Windows.Track>();
        var samples = 0L;
        for (var series : query.source().select(selector.of().matchers(), ends[0] - range, ends[ends.length - 1])) {
            var track = new Windows.Track(withoutMarkers(series), false);
            samples += track.series().size();
            tracks.add(track);
        }
        query.admit(samples);
        return new Windows(tracks, ends, range);
    }

    private Rows newest(Expr.Selector selector, Reading reading) {
        var lookback = query.options().lookback().toMillis();
        var references = query.references(selector.timing(), steps);
        var all =
                query.source().select(selector.matchers(), references[0] - lookback, references[references.length - 1]);
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
