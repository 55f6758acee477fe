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
 * A window that slides over each series of a range vector, from step to step, for a function that is called.
 *
 * @param position of the argument that is the range vector
 */
record SlidingWindow(FunctionCall invocation, int position) {
    /** What a function does with a window of numbers, or {@link VectorRow#NOTHING}. A window is never empty. */
    interface FloatFunction {
        double of(Window window, int step);
    }

    /** What a function does with a window in which there are histograms. */
    interface MixedFunction {
        Point of(Window window, int step);
    }

    /** A function of the numbers in each window of each series; names are lost. */
    InstantVector apply(FloatFunction numbers) {
        return apply(numbers, new NumbersOnly(invocation, position, numbers));
    }

    /** A function of each window of each series; names are lost. */
    InstantVector apply(FloatFunction numbers, MixedFunction mixed) {
        return invocation.nameRemoval().dropWithoutMerging(applyKeepingNames(numbers, mixed));
    }

    InstantVector applyKeepingNames(FloatFunction numbers, MixedFunction mixed) {
        var windows = invocation.rangeVector(position);
        requireExtendable(windows.extension());
        invocation
                .query()
                .checkSampleLimit(
                        (long) windows.seriesList().size() * invocation.steps().count());
        var rows = new ArrayList<VectorRow>(windows.seriesList().size());
        for (var track : windows.seriesList()) {
            invocation.query().checkCancelled();
            rows.add(
                    track.series().hasHistograms()
                            ? mixed(windows, track, numbers, mixed)
                            : new VectorRow(
                                    track.series().labels(), track.dropName(), numbers(windows, track, numbers)));
        }
        return new InstantVector(rows).withoutEmpty();
    }

    private double[] numbers(RangeVector windows, RangeVector.RangeSeries track, FloatFunction function) {
        return windows.isExtended() ? extended(windows, track, function) : moving(windows, track, function);
    }

    private double[] moving(RangeVector windows, RangeVector.RangeSeries track, FloatFunction function) {
        var window = new Window(track.series(), windows.range());
        var values = new double[invocation.steps().count()];
        for (var step = 0; step < values.length; step++) {
            window.moveTo(windows.ends()[step]);
            values[step] = window.size() == 0 ? VectorRow.NOTHING : function.of(window, step);
        }
        return values;
    }

    private double[] extended(RangeVector windows, RangeVector.RangeSeries track, FloatFunction function) {
        var values = new double[invocation.steps().count()];
        for (var step = 0; step < values.length; step++) {
            var window = extended(windows, track, step);
            values[step] = window.size() == 0 ? VectorRow.NOTHING : function.of(window, step);
        }
        return values;
    }

    private Window extended(RangeVector windows, RangeVector.RangeSeries track, int step) {
        var samples = windows.samplesInWindow(track.series(), step, function().has(Trait.COUNTER));
        var window = Window.withEdges(samples, windows.range());
        window.moveTo(windows.ends()[step]);
        return window;
    }

    private VectorRow mixed(
            RangeVector windows, RangeVector.RangeSeries track, FloatFunction numbers, MixedFunction mixed) {
        var plain = new Window(track.series(), windows.range());
        var elements = VectorRowBuilder.empty(invocation.steps().count());
        for (var step = 0; step < invocation.steps().count(); step++) {
            if (!windows.isExtended()) {
                plain.moveTo(windows.ends()[step]);
            }
            if (windows.isExtended() && isMixedRate(windows.samplesAroundWindow(track.series(), step))) {
                invocation
                        .query()
                        .annotations()
                        .warn(
                                invocation.argument(0),
                                HistogramAnnotations.mixedFloatsHistograms(
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
        return elements.build(track.series().labels(), track.dropName());
    }

    /** Whether samples of both kinds keep a rate from being told. */
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
        return invocation.call().function();
    }
}
