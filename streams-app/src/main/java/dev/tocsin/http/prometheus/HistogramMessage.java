package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Layout;
import dev.tocsin.evaluation.samples.ResetHint;
import dev.tocsin.evaluation.samples.Sample;
import java.util.ArrayList;
import java.util.List;

/** Reads a native histogram: whole counts come as differences from bucket to bucket, others as they are. */
final class HistogramMessage {
    private static final List<ResetHint> HINTS =
            List.of(ResetHint.UNKNOWN, ResetHint.RESET, ResetHint.NOT_RESET, ResetHint.GAUGE);

    private final Side positive = new Side();
    private final Side negative = new Side();
    private final List<Double> bounds = new ArrayList<>();
    private double count;
    private double sum;
    private int schema;
    private double zeroThreshold;
    private double zeroCount;
    private ResetHint hint = ResetHint.UNKNOWN;
    private long time;

    private HistogramMessage() {}

    /** @throws IllegalArgumentException if it is no histogram */
    static Sample read(Message message) {
        var read = new HistogramMessage();
        while (message.hasNext()) {
            read.field(message.next(), message);
        }
        return Sample.of(read.time, read.histogram());
    }

    private void field(int field, Message message) {
        switch (field) {
            case 1 -> count = unsigned(message.varint());
            case 2 -> count = message.number();
            case 3 -> sum = message.number();
            case 4 -> schema = Math.toIntExact(message.signed());
            case 5 -> zeroThreshold = message.number();
            case 6 -> zeroCount = unsigned(message.varint());
            case 7 -> zeroCount = message.number();
            case 8 -> negative.span(message.message());
            case 9 -> message.eachSigned(negative::difference);
            case 10 -> message.eachNumber(negative.counts::add);
            case 11 -> positive.span(message.message());
            case 12 -> message.eachSigned(positive::difference);
            case 13 -> message.eachNumber(positive.counts::add);
            case 14 -> hint = hint(message.varint());
            case 15 -> time = message.varint();
            case 16 -> message.eachNumber(bounds::add);
            default -> message.skip();
        }
    }

    private Histogram histogram() {
        var shift = schema == Layout.CUSTOM ? 0 : Math.max(0, schema - Layout.FINEST);
        var layout = new Layout(schema - shift, zeroThreshold, array(bounds));
        return new Histogram(
                layout,
                zeroCount,
                count,
                sum,
                positive.read().coarser(shift),
                negative.read().coarser(shift),
                hint);
    }

    private static ResetHint hint(long number) {
        return number >= 0 && number < HINTS.size() ? HINTS.get((int) number) : ResetHint.UNKNOWN;
    }

    private static double unsigned(long number) {
        return number >= 0 ? number : (number >>> 1) * 2.0;
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The buckets of one sign. */
    private static final class Side {
        private final List<Integer> indices = new ArrayList<>();
        private final List<Double> counts = new ArrayList<>();
        private final List<long[]> spans = new ArrayList<>();
        private long last;

        void difference(long difference) {
            last += difference;
            counts.add((double) last);
        }

        void span(Message message) {
            var offset = 0L;
            var length = 0L;
            while (message.hasNext()) {
                switch (message.next()) {
                    case 1 -> offset = message.signed();
                    case 2 -> length = message.varint();
                    default -> message.skip();
                }
            }
            spans.add(new long[] {offset, length});
        }

        // The counts are counted first: a span may claim more buckets than fit anywhere.
        BucketCounts read() {
            var claimed = 0L;
            for (var span : spans) {
                claimed += span[1] < 0 || span[1] > Integer.MAX_VALUE ? Integer.MAX_VALUE : span[1];
            }
            if (claimed != counts.size()) {
                throw new IllegalArgumentException(
                        "spans of %d buckets with %d counts".formatted(claimed, counts.size()));
            }
            var next = 0L;
            for (var span : spans) {
                next += span[0];
                for (var i = 0; i < span[1]; i++) {
                    indices.add(Math.toIntExact(next++));
                }
            }
            return BucketCounts.of(indices.stream().mapToInt(Integer::intValue).toArray(), array(counts));
        }
    }
}
