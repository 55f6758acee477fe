package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.PromqlFunction;
import dev.tocsin.evaluation.promql.PromqlFunction.Trait;
import dev.tocsin.evaluation.promql.PromqlFunctions;
import dev.tocsin.evaluation.promql.RangeExtension;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.HistogramAnnotations;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.evaluation.promql.vectors.Point;
import dev.tocsin.evaluation.promql.vectors.RangeVector;
import dev.tocsin.evaluation.promql.vectors.VectorRow;
import dev.tocsin.evaluation.promql.vectors.VectorRowBuilder;
import dev.tocsin.evaluation.samples.Series;
import java.util.ArrayList;
import java.util.stream.IntStream;

/**
 * Evaluates a function on the window of each series at each step.
 *
 * @param position the position of the argument with the range vector
 */
record SlidingWindow(FunctionCall call, int position) {
    private static final long CHECK_INTERVAL = 100_000;

    /** A function of a window of floats. It may return {@link VectorRow#NOTHING}. The window is not empty. */
    interface FloatFunction {
        double of(Window window, int step);
    }

    /** A function of a window with at least one histogram. */
    interface MixedFunction {
        Point of(Window window, int step);
    }

    /** Applies a function to the floats of each window and removes metric names. Ignores histograms. */
    InstantVector apply(FloatFunction floats) {
        return apply(floats, (window, step) -> ofFloatsOnly(window, step, floats));
    }

    /** Applies a function to each window and removes metric names. */
    InstantVector apply(FloatFunction floats, MixedFunction mixed) {
        return call.nameRemoval().dropWithoutMerging(applyKeepingNames(floats, mixed));
    }

    private Point ofFloatsOnly(Window window, int step, FloatFunction function) {
        var floats = window.withoutHistograms();
        if (floats.size() == 0) {
            return Point.NOTHING;
        }
        call.inform(position, HistogramAnnotations.histogramIgnoredInMixedRange(window.metric()));
        return Point.of(function.of(floats, step));
    }

    InstantVector applyKeepingNames(FloatFunction floats, MixedFunction mixed) {
        var windows = call.rangeVector(position);
        requireExtendable(windows.extension());
        call.query().samples().hold(windows.seriesList().size(), call.steps().count());
        var rows = new ArrayList<VectorRow>(windows.seriesList().size());
        for (var rangeSeries : windows.seriesList()) {
            call.query().checkCancelled();
            rows.add(
                    rangeSeries.series().hasHistograms()
                            ? mixed(windows, rangeSeries, floats, mixed)
                            : new VectorRow(
                                    rangeSeries.series().labels(),
                                    rangeSeries.dropName(),
                                    floats(windows, rangeSeries, floats)));
        }
        return new InstantVector(rows).withoutEmpty();
    }

    private double[] floats(RangeVector windows, RangeVector.RangeSeries rangeSeries, FloatFunction function) {
        var plain = new Window(rangeSeries.series(), windows.range());
        var values = new double[call.steps().count()];
        var read = 0L;
        for (var step = 0; step < values.length; step++) {
            var window = windows.isExtended() ? extended(windows, rangeSeries, step) : plain;
            window.moveTo(windows.ends()[step]);
            read += window.size();
            checkCancelled(read, window.size());
            values[step] = window.size() == 0 ? VectorRow.NOTHING : function.of(window, step);
        }
        call.query().samples().countRead(read);
        return values;
    }

    /** Checks each time when a number of samples has been read. */
    private void checkCancelled(long read, int added) {
        if (read / CHECK_INTERVAL != (read - added) / CHECK_INTERVAL) {
            call.query().checkCancelled();
        }
    }

    private Window extended(RangeVector windows, RangeVector.RangeSeries rangeSeries, int step) {
        var samples =
                windows.samplesInWindow(rangeSeries.series(), step, function().has(Trait.COUNTER));
        return Window.withEdges(samples, windows.range());
    }

    private VectorRow mixed(
            RangeVector windows, RangeVector.RangeSeries rangeSeries, FloatFunction floats, MixedFunction mixed) {
        var plain = new Window(rangeSeries.series(), windows.range());
        var elements = VectorRowBuilder.empty(call.steps().count());
        for (var step = 0; step < call.steps().count(); step++) {
            if (windows.isExtended() && isMixedRate(windows.samplesAroundWindow(rangeSeries.series(), step))) {
                var metric = rangeSeries.series().labels().metricName();
                call.warn(0, HistogramAnnotations.mixedFloatsHistograms(metric));
                continue;
            }
            var window = windows.isExtended() ? extended(windows, rangeSeries, step) : plain;
            window.moveTo(windows.ends()[step]);
            call.query().samples().countRead(window.size());
            call.query().checkCancelled();
            if (window.size() > 0) {
                elements.put(
                        step,
                        window.histogramCount() == 0 ? Point.of(floats.of(window, step)) : mixed.of(window, step));
            }
        }
        return elements.build(rangeSeries.series().labels(), rangeSeries.dropName());
    }

    /** Whether the samples have both floats and histograms, of which there is no rate. */
    private boolean isMixedRate(Series samples) {
        var histograms = IntStream.range(samples.from(), samples.to())
                .filter(samples::isHistogram)
                .count();
        return function().has(Trait.SMOOTHED) && histograms > 0 && histograms < samples.size();
    }

    private void requireExtendable(RangeExtension extension) {
        if (extension == RangeExtension.NONE) {
            return;
        }
        var trait = extension == RangeExtension.SMOOTHED ? Trait.SMOOTHED : Trait.ANCHORED;
        if (!function().has(trait)) {
            throw new EvaluationException("%s modifier can only be used with: %s - not with %s"
                    .formatted(
                            extension,
                            String.join(", ", PromqlFunctions.namesWith(trait)),
                            function().name()));
        }
    }

    private PromqlFunction function() {
        return call.expr().function();
    }
}
