package dev.tocsin.evaluation.remotewrite;

import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.BucketLayout;
import dev.tocsin.evaluation.samples.CounterResetHint;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.limits.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reads a native histogram. Integer counts are deltas from bucket to bucket, float counts are absolute. */
final class HistogramReader {
    private static final List<CounterResetHint> HINTS = List.of(
            CounterResetHint.UNKNOWN, CounterResetHint.RESET, CounterResetHint.NOT_RESET, CounterResetHint.GAUGE);

    private final SignedBuckets positive = new SignedBuckets();
    private final SignedBuckets negative = new SignedBuckets();
    private final List<Double> bounds = new ArrayList<>();
    private double count;
    private double sum;
    private int schema;
    private double zeroThreshold;
    private double zeroCount;
    private CounterResetHint hint = CounterResetHint.UNKNOWN;
    private long time;
    private long start;

    private HistogramReader() {}

    /** @throws IllegalArgumentException if the message is not a histogram */
    static Sample read(ProtobufReader message) {
        var read = new HistogramReader();
        while (message.hasNextField()) {
            read.readField(message.nextField(), message);
        }
        return Sample.of(read.time, read.histogram()).withStartTimestamp(read.start);
    }

    private void readField(int field, ProtobufReader message) {
        switch (field) {
            case 1 -> count = unsignedToDouble(message.readVarint());
            case 2 -> count = message.readDouble();
            case 3 -> sum = message.readDouble();
            case 4 -> schema = Math.toIntExact(message.readSignedVarint());
            case 5 -> zeroThreshold = message.readDouble();
            case 6 -> zeroCount = unsignedToDouble(message.readVarint());
            case 7 -> zeroCount = message.readDouble();
            case 8 -> negative.addSpan(message.readMessage());
            case 9 -> message.forEachSignedVarint(negative::addDelta);
            case 10 -> message.forEachDouble(negative::addCount);
            case 11 -> positive.addSpan(message.readMessage());
            case 12 -> message.forEachSignedVarint(positive::addDelta);
            case 13 -> message.forEachDouble(positive::addCount);
            case 14 -> hint = hint(message.readVarint());
            case 15 -> time = message.readVarint();
            case 16 ->
                message.forEachDouble(bound -> {
                    requireFewer(bounds);
                    bounds.add(bound);
                });
            case 17 -> start = message.readVarint();
            default -> message.skipField();
        }
    }

    private Histogram histogram() {
        var shift = schema == BucketLayout.CUSTOM ? 0 : Math.max(0, schema - BucketLayout.FINEST);
        var layout = new BucketLayout(schema - shift, zeroThreshold, array(bounds));
        return new Histogram(
                layout,
                zeroCount,
                count,
                sum,
                positive.toBucketCounts().reduceResolution(shift),
                negative.toBucketCounts().reduceResolution(shift),
                hint);
    }

    private static CounterResetHint hint(long number) {
        return number >= 0 && number < HINTS.size() ? HINTS.get((int) number) : CounterResetHint.UNKNOWN;
    }

    private static void requireFewer(List<?> parts) {
        if (parts.size() >= Limit.HISTOGRAM_BUCKETS.value()) {
            throw new IllegalArgumentException(
                    "more than %d buckets, which is the limit".formatted(Limit.HISTOGRAM_BUCKETS.value()));
        }
    }

    private static double unsignedToDouble(long number) {
        return number >= 0 ? number : (number >>> 1) * 2.0;
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The positive or the negative buckets. */
    private static final class SignedBuckets {
        private final List<Double> counts = new ArrayList<>();
        private final List<long[]> spans = new ArrayList<>();
        private long last;

        void addDelta(long delta) {
            last += delta;
            addCount(last);
        }

        void addCount(double count) {
            requireFewer(counts);
            counts.add(count);
        }

        void addSpan(ProtobufReader message) {
            var offset = 0L;
            var length = 0L;
            while (message.hasNextField()) {
                switch (message.nextField()) {
                    case 1 -> offset = message.readSignedVarint();
                    case 2 -> length = message.readVarint();
                    default -> message.skipField();
                }
            }
            requireFewer(spans);
            spans.add(new long[] {offset, length});
        }

        // Checks the number of counts first: a corrupt span could claim more buckets than fit in memory.
        BucketCounts toBucketCounts() {
            var claimed = 0L;
            for (var span : spans) {
                claimed += span[1] < 0 || span[1] > Integer.MAX_VALUE ? Integer.MAX_VALUE : span[1];
            }
            if (claimed != counts.size()) {
                throw new IllegalArgumentException(
                        "spans of %d buckets with %d counts".formatted(claimed, counts.size()));
            }
            var indices = IntStream.builder();
            var next = 0L;
            for (var span : spans) {
                next += span[0];
                for (var i = 0; i < span[1]; i++) {
                    indices.add(Math.toIntExact(next++));
                }
            }
            return BucketCounts.of(indices.build().toArray(), array(counts));
        }
    }
}
