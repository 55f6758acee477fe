package dev.tocsin.evaluation.samples;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Sum or mean of compatible histograms with {@link CompensatedSum Kahan-Neumaier summation}. */
public final class HistogramAccumulator {
    private BucketLayout layout;
    private CounterResetHint resetHint;
    private CompensatedSum zeroCount;
    private CompensatedSum count;
    private CompensatedSum sum;
    private Map<Integer, CompensatedSum> positive;
    private Map<Integer, CompensatedSum> negative;

    private HistogramAccumulator(Histogram first) {
        layout = first.layout();
        resetHint = first.resetHint();
        zeroCount = new CompensatedSum(first.zeroCount(), 0);
        count = new CompensatedSum(first.count(), 0);
        sum = new CompensatedSum(first.sum(), 0);
        positive = sums(first.positive());
        negative = sums(first.negative());
    }

    /** @param histograms at least one, all compatible */
    public static Histogram sum(List<Histogram> histograms) {
        var total = new HistogramAccumulator(histograms.get(0));
        for (var i = 1; i < histograms.size(); i++) {
            total.add(histograms.get(i));
        }
        return total.result();
    }

    /**
     * The mean. Switches to an incremental calculation if the sum would overflow.
     *
     * @param histograms at least one, all compatible
     */
    public static Histogram mean(List<Histogram> histograms) {
        var total = new HistogramAccumulator(histograms.get(0));
        for (var i = 1; i < histograms.size(); i++) {
            if (total.wouldBeInfinite(histograms.get(i))) {
                return incrementalMean(total, histograms, i);
            }
            total.add(histograms.get(i));
        }
        total.each(part -> part.dividedBy(histograms.size()));
        return total.result();
    }

    private static Histogram incrementalMean(HistogramAccumulator total, List<Histogram> histograms, int next) {
        total.each(part -> part.dividedBy(next));
        for (var i = next; i < histograms.size(); i++) {
            var size = (double) (i + 1);
            total.each(part -> part.times((size - 1) / size));
            total.add(histograms.get(i).dividedBy(size));
        }
        return total.result();
    }

    private void add(Histogram histogram) {
        var added = inCommonLayout(histogram);
        resetHint = resetHint.combine(added.resetHint());
        zeroCount.add(added.zeroCount());
        count.add(added.count());
        sum.add(added.sum());
        add(positive, added.positive());
        add(negative, added.negative());
    }

    private boolean wouldBeInfinite(Histogram histogram) {
        var added = inCommonLayout(histogram);
        return zeroCount.wouldBeInfinite(added.zeroCount())
                || count.wouldBeInfinite(added.count())
                || sum.wouldBeInfinite(added.sum())
                || wouldBeInfinite(positive, added.positive())
                || wouldBeInfinite(negative, added.negative());
    }

    private Histogram result() {
        return new Histogram(
                layout,
                zeroCount.result(),
                count.result(),
                sum.result(),
                counts(positive),
                counts(negative),
                resetHint);
    }

    /** Changes the accumulator to the common layout, and returns the histogram in that layout. */
    private Histogram inCommonLayout(Histogram histogram) {
        if (layout.equals(histogram.layout())) {
            return histogram;
        }
        var common = CommonLayout.of(result(), histogram);
        positive = convertBuckets(positive, common);
        negative = convertBuckets(negative, common);
        layout = common;
        return CommonLayout.convert(common, histogram);
    }

    private Map<Integer, CompensatedSum> convertBuckets(Map<Integer, CompensatedSum> parts, BucketLayout target) {
        var moved = new TreeMap<Integer, CompensatedSum>();
        parts.forEach((index, part) -> {
            if (!layout.isCustom() && layout.upper(index) <= target.zeroThreshold()) {
                zeroCount = zeroCount.plus(part);
            } else {
                moved.merge(layout.indexIn(target, index), part, CompensatedSum::plus);
            }
        });
        return moved;
    }

    private void each(UnaryOperator<CompensatedSum> change) {
        zeroCount = change.apply(zeroCount);
        count = change.apply(count);
        sum = change.apply(sum);
        positive.replaceAll((index, part) -> change.apply(part));
        negative.replaceAll((index, part) -> change.apply(part));
    }

    private static Map<Integer, CompensatedSum> sums(BucketCounts counts) {
        var sums = new TreeMap<Integer, CompensatedSum>();
        for (var i = 0; i < counts.size(); i++) {
            sums.put(counts.index(i), new CompensatedSum(counts.count(i), 0));
        }
        return sums;
    }

    private static void add(Map<Integer, CompensatedSum> sums, BucketCounts counts) {
        for (var i = 0; i < counts.size(); i++) {
            sums.computeIfAbsent(counts.index(i), index -> new CompensatedSum()).add(counts.count(i));
        }
    }

    private static boolean wouldBeInfinite(Map<Integer, CompensatedSum> sums, BucketCounts counts) {
        for (var i = 0; i < counts.size(); i++) {
            var part = sums.get(counts.index(i));
            if (part == null ? Double.isInfinite(counts.count(i)) : part.wouldBeInfinite(counts.count(i))) {
                return true;
            }
        }
        return false;
    }

    private static BucketCounts counts(Map<Integer, CompensatedSum> sums) {
        return BucketCounts.of(
                sums.keySet().stream().mapToInt(Integer::intValue).toArray(),
                sums.values().stream().mapToDouble(CompensatedSum::result).toArray());
    }
}
