package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.samples.Bucket;
import dev.tocsin.evaluation.samples.Histogram;
import java.util.ArrayList;
import java.util.List;

/** PromQL's trim operators: removes the observations above or below a number. The sum is estimated from the buckets. */
final class HistogramTrim {
    private final Histogram histogram;
    private final double bound;
    private final boolean keepsBelow;
    private boolean isTrimmed;

    private HistogramTrim(Histogram histogram, double bound, boolean keepsBelow) {
        this.histogram = histogram;
        this.bound = bound;
        this.keepsBelow = keepsBelow;
    }

    public static Histogram trimUpper(Histogram histogram, double bound) {
        return new HistogramTrim(histogram, bound, true).result();
    }

    public static Histogram trimLower(Histogram histogram, double bound) {
        return new HistogramTrim(histogram, bound, false).result();
    }

    private Histogram result() {
        var kept = new ArrayList<Bucket>();
        for (var bucket : histogram.interpolationBuckets()) {
            var part = isInside(bucket) && !isUnboundedBelow(bucket) ? bucket : part(bucket);
            isTrimmed |= part.count() != bucket.count();
            kept.add(part);
        }
        if (!isTrimmed) {
            return histogram;
        }
        var sum = 0.0;
        var count = 0.0;
        for (var bucket : kept) {
            count += bucket.count();
            sum += bucket.count() == 0 ? 0 : bucket.count() * midpoint(bucket);
        }
        return rebuilt(kept, count, sum);
    }

    private boolean isInside(Bucket bucket) {
        // A zero bucket without width is above the trim bound.
        return keepsBelow
                ? bucket.upper() <= bound && !(bucket.lower() == bound && bucket.upper() == bound)
                : bucket.lower() >= bound;
    }

    private boolean isOutside(Bucket bucket) {
        return keepsBelow ? !(bucket.lower() < bound) : !(bucket.upper() > bound);
    }

    /** Whether the bucket has no lower bound, so that a negative trim bound cannot be interpolated. */
    private boolean isUnboundedBelow(Bucket bucket) {
        return histogram.isCustom()
                && !keepsBelow
                && bound < 0
                && Double.isFinite(bound)
                && bucket.upper() == histogram.layout().upper(0);
    }

    private Bucket part(Bucket bucket) {
        if (isOutside(bucket) || isUnboundedBelow(bucket)) {
            var isUnknown = Double.isNaN(bound) && bucket.kind() == Bucket.Kind.ZERO;
            return bucket.withCount(isUnknown ? Double.NaN : 0);
        }
        if (Double.isInfinite(bucket.lower()) || Double.isInfinite(bucket.upper())) {
            return unboundedPart(bucket);
        }
        var below = bucket.count() * bucket.fractionBelow(bound);
        return keepsBelow
                ? bucket.with(bucket.lower(), bound).withCount(below)
                : bucket.with(bound, bucket.upper()).withCount(bucket.count() - below);
    }

    /** All observations of a bucket with an infinite bound are assumed to be on the infinite side. */
    private Bucket unboundedPart(Bucket bucket) {
        var reachesOut = Double.isInfinite(keepsBelow ? bucket.lower() : bucket.upper());
        var reachesIn = Double.isInfinite(keepsBelow ? bucket.upper() : bucket.lower());
        if (!reachesOut || reachesIn) {
            return bucket.withCount(0);
        }
        return keepsBelow ? bucket.with(bucket.lower(), bound) : bucket.with(bound, bucket.upper());
    }

    private static double midpoint(Bucket bucket) {
        if (bucket.lower() == Double.NEGATIVE_INFINITY) {
            return bucket.upper();
        }
        return bucket.upper() == Double.POSITIVE_INFINITY ? bucket.lower() : bucket.midpoint();
    }

    /** @param kept as many buckets as before, in the same order */
    private Histogram rebuilt(List<Bucket> kept, double count, double sum) {
        var zero = histogram.zeroCount() == 0 ? 0 : 1;
        var negatives = histogram.negative().size();
        var negative = new double[negatives];
        for (var i = 0; i < negatives; i++) {
            negative[i] = kept.get(negatives - 1 - i).count();
        }
        var positive = new double[histogram.positive().size()];
        for (var i = 0; i < positive.length; i++) {
            positive[i] = kept.get(negatives + zero + i).count();
        }
        return new Histogram(
                histogram.layout(),
                zero == 0 ? 0 : kept.get(negatives).count(),
                count,
                sum,
                histogram.positive().withCounts(positive),
                histogram.negative().withCounts(negative),
                histogram.resetHint());
    }
}
