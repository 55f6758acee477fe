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

    private static Histogram histogram(HistogramRecord record) {
        var positive = counts(record.getPositiveIndices(), record.getPositiveCounts());
        var negative = counts(record.getNegativeIndices(), record.getNegativeCounts());
        var shift = Math.max(0, record.getResolution() - BucketLayout.FINEST);
        var layout =
                new BucketLayout(record.getResolution() - shift, record.getZeroThreshold(), array(record.getBounds()));
        return new Histogram(
                layout,
                record.getZeroCount(),
                record.getCount(),
                record.getSum(),
                positive.reduceResolution(shift),
                negative.reduceResolution(shift),
                CounterResetHint.valueOf(record.getHint().name()));
    }

    private static BucketCounts counts(List<Integer> indices, List<Double> counts) {
        return BucketCounts.of(indices.stream().mapToInt(Integer::intValue).toArray(), array(counts));
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
