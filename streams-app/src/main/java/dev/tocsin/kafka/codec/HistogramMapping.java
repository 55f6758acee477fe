package dev.tocsin.kafka.codec;

import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.schemas.HintRecord;
import dev.tocsin.schemas.HistogramRecord;
import java.util.List;
import java.util.stream.IntStream;

final class HistogramMapping {
    private HistogramMapping() {}

    static Sample fromRecord(HistogramRecord record) {
        return Sample.of(record.getTimestamp(), histogram(record)).withStartTimestamp(record.getStart());
    }

    static HistogramRecord toRecord(Sample sample) {
        var histogram = sample.histogram();
        var layout = histogram.layout();
        return new HistogramRecord(
                sample.time(),
                layout.schema(),
                histogram.count(),
                histogram.sum(),
                layout.zeroThreshold(),
                histogram.zeroCount(),
                indices(histogram.positive()),
                counts(histogram.positive()),
                indices(histogram.negative()),
                counts(histogram.negative()),
                IntStream.range(0, layout.boundCount()).mapToObj(layout::bound).toList(),
                HintRecord.valueOf(histogram.resetHint().name()),
                sample.startTimestamp());
    }

    /** Indices of buckets with their counts, as in a record. */
    record Buckets(int[] indices, double... counts) {}

    /** The layout of a record. Its resolution may be finer than {@link BucketLayout#FINEST}. */
    record Layout(int resolution, double zeroThreshold, double... bounds) {}

    private static Histogram histogram(HistogramRecord record) {
        return histogram(
                new Layout(record.getResolution(), record.getZeroThreshold(), array(record.getBounds())),
                record.getZeroCount(),
                record.getCount(),
                record.getSum(),
                buckets(record.getPositiveIndices(), record.getPositiveCounts()),
                buckets(record.getNegativeIndices(), record.getNegativeCounts()),
                record.getHint());
    }

    static Histogram histogram(
            Layout layout,
            double zeroCount,
            double count,
            double sum,
            Buckets positive,
            Buckets negative,
            HintRecord hint) {
        var shift = Math.max(0, layout.resolution() - BucketLayout.FINEST);
        return new Histogram(
                new BucketLayout(layout.resolution() - shift, layout.zeroThreshold(), layout.bounds()),
                zeroCount,
                count,
                sum,
                counts(positive).reduceResolution(shift),
                counts(negative).reduceResolution(shift),
                CounterResetHint.valueOf(hint.name()));
    }

    private static BucketCounts counts(Buckets buckets) {
        return BucketCounts.of(buckets.indices(), buckets.counts());
    }

    private static Buckets buckets(List<Integer> indices, List<Double> counts) {
        return new Buckets(indices.stream().mapToInt(Integer::intValue).toArray(), array(counts));
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<Integer> indices(BucketCounts counts) {
        return IntStream.range(0, counts.size()).mapToObj(counts::index).toList();
    }

    private static List<Double> counts(BucketCounts counts) {
        return IntStream.range(0, counts.size()).mapToObj(counts::count).toList();
    }
}
