package dev.tocsin.evaluation.samples;

import java.util.ArrayList;
import java.util.List;

/** PromQL's trim operators: removes the observations above or below a number. The sum is estimated from the buckets. */
public final class HistogramTrim {
    private final Histogram histogram;
    private final double cut;
    private final boolean keepsBelow;
    private boolean hasCut;

    private HistogramTrim(Histogram histogram, double cut, boolean keepsBelow) {
        this.histogram = histogram;
        this.cut = cut;
        this.keepsBelow = keepsBelow;
    }

    public static Histogram trimUpper(Histogram histogram, double cut) {
        return new HistogramTrim(histogram, cut, true).result();
    }

    public static Histogram trimLower(Histogram histogram, double cut) {
        return new HistogramTrim(histogram, cut, false).result();
    }

    private Histogram result() {
        var kept = new ArrayList<Bucket>();
        for (var bucket : histogram.interpolationBuckets()) {
            var part = isInside(bucket) && !isUnboundedBelow(bucket) ? bucket : part(bucket);
            hasCut |= part.count() != bucket.count();
            kept.add(part);
        }
        if (!hasCut) {
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
        // A zero bucket without width is above the cut.
        return keepsBelow
                ? bucket.upper() <= cut && !(bucket.lower() == cut && bucket.upper() == cut)
                : bucket.lower() >= cut;
    }

    private boolean isOutside(Bucket bucket) {
        return keepsBelow ? !(bucket.lower() < cut) : !(bucket.upper() > cut);
    }

    /** Whether the bucket has no lower bound, so that a negative cut cannot be interpolated. */
    private boolean isUnboundedBelow(Bucket bucket) {
        return histogram.isCustom()
                && !keepsBelow
                && cut < 0
                && Double.isFinite(cut)
                && bucket.upper() == histogram.layout().upper(0);
    }

    private Bucket part(Bucket bucket) {
        if (isOutside(bucket) || isUnboundedBelow(bucket)) {
            var isUnknown = Double.isNaN(cut) && bucket.kind() == Bucket.Kind.ZERO;
            return bucket.withCount(isUnknown ? Double.NaN : 0);
        }
        if (Double.isInfinite(bucket.lower()) || Double.isInfinite(bucket.upper())) {
            return unboundedPart(bucket);
        }
        var below = bucket.count() * bucket.fractionBelow(cut);
        return keepsBelow
                ? bucket.with(bucket.lower(), cut).withCount(below)
                : bucket.with(cut, bucket.upper()).withCount(bucket.count() - below);
    }

    /** All observations of a bucket with an infinite bound are assumed to be on the infinite side. */
    private Bucket unboundedPart(Bucket bucket) {
        var reachesOut = Double.isInfinite(keepsBelow ? bucket.lower() : bucket.upper());
        var reachesIn = Double.isInfinite(keepsBelow ? bucket.upper() : bucket.lower());
        if (!reachesOut || reachesIn) {
            return bucket.withCount(0);
        }
        return keepsBelow ? bucket.with(bucket.lower(), cut) : bucket.with(cut, bucket.upper());
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
