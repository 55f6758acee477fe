package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.Extension;
import dev.tocsin.evaluation.promql.vectors.Column;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.HistogramRemarks;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.Row;
import dev.tocsin.evaluation.promql.vectors.Rows;
import dev.tocsin.evaluation.promql.vectors.Windows;
import dev.tocsin.evaluation.samples.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A window that slides over each series of a range vector, from step to step, for a function that is called.
 *
 * @param position of the argument that is the range vector
 */
record Sliding(Invocation invocation, int position) {
    private static final Map<Extension, List<String>> EXTENSIBLE = Map.of(
            Extension.ANCHORED, List.of("changes", "delta", "increase", "rate", "resets"),
            Extension.SMOOTHED, List.of("delta", "increase", "rate"));
    private static final Set<String> EXTENSIBLE_COUNTERS = Set.of("rate", "increase");

    /** What a function does with a window of numbers, or {@link Row#NOTHING}. A window is never empty. */
    interface AtWindow {
        double of(Window window, int step);
    }

    /** What a function does with a window in which there are histograms. */
    interface AtMixedWindow {
        Point of(Window window, int step);
    }

    /** A function of the numbers in each window of each series; names are lost. */
    Rows rows(AtWindow numbers) {
        return rows(numbers, new NumbersOnly(invocation, position, numbers));
    }

    /** A function of each window of each series; names are lost. */
    Rows rows(AtWindow numbers, AtMixedWindow mixed) {
        return invocation.names().dropAndKeepApart(rowsKeepingNames(numbers, mixed));
    }

    Rows rowsKeepingNames(AtWindow numbers, AtMixedWindow mixed) {
        var windows = invocation.windows(position);
        requireExtensible(windows.extension());
        invocation
                .query()
                .admit((long) windows.tracks().size() * invocation.steps().count());
        var rows = new ArrayList<Row>(windows.tracks().size());
        for (var track : windows.tracks()) {
            invocation.query().goOn();
            rows.add(
                    track.series().hasHistograms()
                            ? mixed(windows, track, numbers, mixed)
                            : new Row(track.series().labels(), track.losesName(), numbers(windows, track, numbers)));
        }
        return new Rows(rows).withoutEmpty();
    }

    private double[] numbers(Windows windows, Windows.Track track, AtWindow function) {
        return windows.isExtended() ? extended(windows, track, function) : moving(windows, track, function);
    }

    private double[] moving(Windows windows, Windows.Track track, AtWindow function) {
        var window = new Window(track.series(), windows.range());
        var values = new double[invocation.steps().count()];
        for (var step = 0; step < values.length; step++) {
            window.moveTo(windows.ends()[step]);
            values[step] = window.size() == 0 ? Row.NOTHING : function.of(window, step);
        }
        return values;
    }

    private double[] extended(Windows windows, Windows.Track track, AtWindow function) {
        var values = new double[invocation.steps().count()];
        for (var step = 0; step < values.length; step++) {
            var window = extended(windows, track, step);
            values[step] = window.size() == 0 ? Row.NOTHING : function.of(window, step);
        }
        return values;
    }

    private Window extended(Windows windows, Windows.Track track, int step) {
        var isCounter =
                EXTENSIBLE_COUNTERS.contains(invocation.call().function().name());
        var window = Window.withEdges(windows.seen(track.series(), step, isCounter), windows.range());
        window.moveTo(windows.ends()[step]);
        return window;
    }

    private Row mixed(Windows windows, Windows.Track track, AtWindow numbers, AtMixedWindow mixed) {
        var plain = new Window(track.series(), windows.range());
        var elements = Column.empty(invocation.steps().count());
        for (var step = 0; step < invocation.steps().count(); step++) {
            if (!windows.isExtended()) {
                plain.moveTo(windows.ends()[step]);
            }
            if (windows.isExtended() && isRateOfMix(windows.around(track.series(), step))) {
                invocation
                        .query()
                        .annotations()
                        .warn(
                                invocation.argument(0),
                                HistogramRemarks.mixedWithNumbers(
                                        track.series().labels().metricName()));
                continue;
            }
            var window = windows.isExtended() ? extended(windows, track, step) : plain;
            if (window.size() > 0) {
                elements.put(
                        step,
                        window.histogramCount() == 0 ? Point.of(numbers.of(window, step)) : mixed.of(window, step));
            }
        }
        return elements.row(track.series().labels(), track.losesName());
    }

    /** Whether samples of both kinds keep a rate from being told. */
    private boolean isRateOfMix(Series samples) {
        var histograms = IntStream.range(samples.from(), samples.to())
                .filter(samples::isHistogram)
                .count();
        return EXTENSIBLE
                        .get(Extension.SMOOTHED)
                        .contains(invocation.call().function().name())
                && histograms > 0
                && histograms < samples.size();
    }

    private void requireExtensible(Extension extension) {
        var allowed = EXTENSIBLE.get(extension);
        if (allowed != null && !allowed.contains(invocation.call().function().name())) {
            throw new EvaluationException("%s modifier can only be used with: %s - not with %s"
                    .formatted(
                            extension,
                            String.join(", ", allowed),
                            invocation.call().function().name()));
        }
    }
}
