package dev.tocsin.evaluation.samples;

/** Two histograms in the finest layout that both can be brought to. */
final class Common {
    private Common() {}

    /** @throws IllegalArgumentException if they are not of one kind */
    static Layout layout(Histogram one, Histogram other) {
        var layout = one.layout();
        if (layout.equals(other.layout())) {
            return layout;
        }
        if (!one.isOfKindOf(other)) {
            throw new IllegalArgumentException("custom buckets and others have no layout in common");
        }
        if (layout.isCustom()) {
            return layout.sharedBounds(other.layout());
        }
        var threshold = Math.max(layout.zeroThreshold(), other.layout().zeroThreshold());
        var wider = Math.max(widened(one, threshold), widened(other, threshold));
        while (wider > threshold) {
            threshold = wider;
            wider = Math.max(widened(one, threshold), widened(other, threshold));
        }
        return Layout.exponential(Math.min(layout.schema(), other.layout().schema()), threshold);
    }

    /** The histogram in a layout that it can be brought to. */
    static Histogram in(Layout layout, Histogram histogram) {
        var own = histogram.layout();
        if (own.equals(layout)) {
            return histogram;
        }
        var positive = histogram.positive().only(index -> own.isCustom() || own.upper(index) > layout.zeroThreshold());
        var negative = histogram.negative().only(index -> own.upper(index) > layout.zeroThreshold());
        return new Histogram(
                layout,
                own.isCustom() ? 0 : histogram.zeroCount() + zeroed(histogram, layout),
                histogram.count(),
                histogram.sum(),
                positive.merged(index -> own.indexIn(layout, index)),
                negative.merged(index -> own.indexIn(layout, index)),
                histogram.hint());
    }

    /** Whether observations that were there before are missing, or the layout shows that they have been thrown away. */
    static boolean hasLost(Histogram now, Histogram before) {
        if (now.count() < before.count() || !now.isOfKindOf(before)) {
            return true;
        }
        if (!now.isCustom() && isFiner(now, before)) {
            return true;
        }
        var common = now.isCustom() ? layout(now, before) : now.layout();
        var then = in(common, before);
        var since = in(common, now);
        return since.zeroCount() < then.zeroCount()
                || since.positive().isBelow(then.positive())
                || since.negative().isBelow(then.negative());
    }

    private static boolean isFiner(Histogram now, Histogram before) {
        var threshold = now.layout().zeroThreshold();
        return now.layout().schema() > before.layout().schema()
                || threshold < before.layout().zeroThreshold()
                || widened(before, threshold) != threshold;
    }

    /** The threshold, or the farther bound of the bucket that it would cut in two. */
    private static double widened(Histogram histogram, double threshold) {
        return threshold == histogram.layout().zeroThreshold()
                ? threshold
                : Math.max(
                        widened(histogram.layout(), histogram.positive(), threshold),
                        widened(histogram.layout(), histogram.negative(), threshold));
    }

    private static double widened(Layout layout, BucketCounts counts, double threshold) {
        for (var i = 0; i < counts.size(); i++) {
            var index = counts.index(i);
            if (layout.lower(index) < threshold && layout.upper(index) > threshold) {
                return layout.upper(index);
            }
        }
        return threshold;
    }

    private static double zeroed(Histogram histogram, Layout wider) {
        var own = histogram.layout();
        return histogram
                        .positive()
                        .only(index -> own.upper(index) <= wider.zeroThreshold())
                        .sum()
                + histogram
                        .negative()
                        .only(index -> own.upper(index) <= wider.zeroThreshold())
                        .sum();
    }
}
