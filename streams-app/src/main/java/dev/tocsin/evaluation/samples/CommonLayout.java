package dev.tocsin.evaluation.samples;

/** Converts histograms to the finest layout that both can be converted to. */
final class CommonLayout {
    private CommonLayout() {}

    /** @throws IllegalArgumentException if one has custom and the other exponential buckets */
    static BucketLayout of(Histogram one, Histogram other) {
        var layout = one.layout();
        if (layout.equals(other.layout())) {
            return layout;
        }
        if (!one.isCompatibleWith(other)) {
            throw new IllegalArgumentException("custom and exponential buckets have no common layout");
        }
        if (layout.isCustom()) {
            return layout.intersectBounds(other.layout());
        }
        var threshold = Math.max(layout.zeroThreshold(), other.layout().zeroThreshold());
        var wider = Math.max(zeroThresholdOnBucketBound(one, threshold), zeroThresholdOnBucketBound(other, threshold));
        while (wider > threshold) {
            threshold = wider;
            wider = Math.max(zeroThresholdOnBucketBound(one, threshold), zeroThresholdOnBucketBound(other, threshold));
        }
        return BucketLayout.exponential(Math.min(layout.schema(), other.layout().schema()), threshold);
    }

    /** Converts a histogram to a layout that is not finer. */
    static Histogram convert(BucketLayout layout, Histogram histogram) {
        var own = histogram.layout();
        if (own.equals(layout)) {
            return histogram;
        }
        var positive =
                histogram.positive().filter(index -> own.isCustom() || own.upper(index) > layout.zeroThreshold());
        var negative = histogram.negative().filter(index -> own.upper(index) > layout.zeroThreshold());
        return new Histogram(
                layout,
                own.isCustom() ? 0 : histogram.zeroCount() + countInZeroBucket(histogram, layout),
                histogram.count(),
                histogram.sum(),
                positive.mergedBy(index -> own.indexIn(layout, index)),
                negative.mergedBy(index -> own.indexIn(layout, index)),
                histogram.resetHint());
    }

    /** Whether observations are missing, or the layout became finer: both mean a counter reset. */
    static boolean hasLostObservations(Histogram now, Histogram before) {
        if (now.count() < before.count() || !now.isCompatibleWith(before)) {
            return true;
        }
        if (!now.isCustom() && isFiner(now, before)) {
            return true;
        }
        var common = now.isCustom() ? of(now, before) : now.layout();
        var convertedBefore = convert(common, before);
        var convertedNow = convert(common, now);
        return convertedNow.zeroCount() < convertedBefore.zeroCount()
                || convertedNow.positive().hasDecreasedSince(convertedBefore.positive())
                || convertedNow.negative().hasDecreasedSince(convertedBefore.negative());
    }

    private static boolean isFiner(Histogram now, Histogram before) {
        var threshold = now.layout().zeroThreshold();
        return now.layout().schema() > before.layout().schema()
                || threshold < before.layout().zeroThreshold()
                || zeroThresholdOnBucketBound(before, threshold) != threshold;
    }

    /** The zero threshold, moved to the upper bound of a non-empty bucket that it would split. */
    private static double zeroThresholdOnBucketBound(Histogram histogram, double threshold) {
        return threshold == histogram.layout().zeroThreshold()
                ? threshold
                : Math.max(
                        zeroThresholdOnBucketBound(histogram.layout(), histogram.positive(), threshold),
                        zeroThresholdOnBucketBound(histogram.layout(), histogram.negative(), threshold));
    }

    private static double zeroThresholdOnBucketBound(BucketLayout layout, BucketCounts counts, double threshold) {
        for (var i = 0; i < counts.size(); i++) {
            var index = counts.index(i);
            if (layout.lower(index) < threshold && layout.upper(index) > threshold) {
                return layout.upper(index);
            }
        }
        return threshold;
    }

    private static double countInZeroBucket(Histogram histogram, BucketLayout wider) {
        var own = histogram.layout();
        return histogram
                        .positive()
                        .filter(index -> own.upper(index) <= wider.zeroThreshold())
                        .sum()
                + histogram
                        .negative()
                        .filter(index -> own.upper(index) <= wider.zeroThreshold())
                        .sum();
    }
}
