package dev.tocsin.sources.otlp;

import dev.tocsin.limits.Limit;
import dev.tocsin.sources.DecodingBudget;
import dev.tocsin.sources.otlp.DataPoint.Buckets;
import dev.tocsin.sources.otlp.DataPoint.ExponentialPoint;
import dev.tocsin.sources.otlp.DataPoint.Frame;
import dev.tocsin.sources.otlp.DataPoint.HistogramPoint;
import dev.tocsin.sources.otlp.DataPoint.NumberPoint;
import dev.tocsin.sources.otlp.DataPoint.SummaryPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Reads one data point. The fields of all types of points that have the same meaning share the code. */
final class PointReader {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int NO_RECORDED_VALUE = 1;

    private final DecodingBudget budget;
    private final AttributeReader attributeReader;
    private final long defaultTimeMs;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final LongStream.Builder counts = LongStream.builder();
    private final DoubleStream.Builder bounds = DoubleStream.builder();
    private final ArrayList<double[]> quantiles = new ArrayList<>();
    private int bucketCount;
    private long startNanos;
    private long timeNanos;
    private long flags;
    private double value;
    private double count;
    private double sum;
    private boolean hasSum;
    private int scale;
    private double zeroCount;
    private double zeroThreshold;
    private Buckets positive = Buckets.NONE;
    private Buckets negative = Buckets.NONE;

    private PointReader(AttributeReader attributeReader, long defaultTimeMs) {
        this.budget = attributeReader.budget();
        this.attributeReader = attributeReader;
        this.defaultTimeMs = defaultTimeMs;
        budget.addObjects(4);
    }

    /** @param defaultTimeMs time of a point that has none */
    static NumberPoint number(MessageFields point, AttributeReader attributeReader, long defaultTimeMs) {
        var read = new PointReader(attributeReader, defaultTimeMs);
        while (point.hasNext()) {
            switch (point.next()) {
                case 7 -> read.attribute(point);
                case 2 -> read.startNanos = point.integer();
                case 3 -> read.timeNanos = point.integer();
                case 4 -> read.value = point.number();
                case 6 -> read.value = point.integer();
                case 8 -> read.flags = point.integer();
                default -> point.skip();
            }
        }
        return new NumberPoint(read.frame(), read.value);
    }

    static HistogramPoint histogram(MessageFields point, AttributeReader attributeReader, long defaultTimeMs) {
        var read = new PointReader(attributeReader, defaultTimeMs);
        while (point.hasNext()) {
            switch (point.next()) {
                case 9 -> read.attribute(point);
                case 2 -> read.startNanos = point.integer();
                case 3 -> read.timeNanos = point.integer();
                case 4 -> read.count = unsigned(point.integer());
                case 5 -> read.readSum(point);
                case 6 -> point.forEachFixed64(read::addCount);
                case 7 -> point.forEachNumber(read::addBound);
                case 10 -> read.flags = point.integer();
                default -> point.skip();
            }
        }
        return new HistogramPoint(
                read.frame(),
                read.count,
                read.sum,
                read.hasSum,
                read.counts.build().toArray(),
                read.bounds.build().toArray());
    }

    static ExponentialPoint exponential(MessageFields point, AttributeReader attributeReader, long defaultTimeMs) {
        var read = new PointReader(attributeReader, defaultTimeMs);
        while (point.hasNext()) {
            switch (point.next()) {
                case 1 -> read.attribute(point);
                case 2 -> read.startNanos = point.integer();
                case 3 -> read.timeNanos = point.integer();
                case 4 -> read.count = unsigned(point.integer());
                case 5 -> read.readSum(point);
                case 6 -> read.scale = point.signed();
                case 7 -> read.zeroCount = unsigned(point.integer());
                case 8 -> read.positive = read.buckets(point.message(MessageType.BUCKETS));
                case 9 -> read.negative = read.buckets(point.message(MessageType.BUCKETS));
                case 10 -> read.flags = point.integer();
                case 14 -> read.zeroThreshold = point.number();
                default -> point.skip();
            }
        }
        return new ExponentialPoint(
                read.frame(),
                read.count,
                read.sum,
                read.scale,
                read.zeroCount,
                read.zeroThreshold,
                read.positive,
                read.negative);
    }

    static SummaryPoint summary(MessageFields point, AttributeReader attributeReader, long defaultTimeMs) {
        var read = new PointReader(attributeReader, defaultTimeMs);
        while (point.hasNext()) {
            switch (point.next()) {
                case 7 -> read.attribute(point);
                case 2 -> read.startNanos = point.integer();
                case 3 -> read.timeNanos = point.integer();
                case 4 -> read.count = unsigned(point.integer());
                case 5 -> read.readSum(point);
                case 6 -> read.quantile(point.message(MessageType.QUANTILE));
                case 8 -> read.flags = point.integer();
                default -> point.skip();
            }
        }
        return new SummaryPoint(read.frame(), read.count, read.sum, read.quantiles.toArray(double[][]::new));
    }

    private Frame frame() {
        return new Frame(
                attributes,
                Long.divideUnsigned(startNanos, NANOS_PER_MILLI),
                timeNanos == 0 ? defaultTimeMs : Long.divideUnsigned(timeNanos, NANOS_PER_MILLI),
                (flags & NO_RECORDED_VALUE) != 0);
    }

    private void attribute(MessageFields point) {
        attributeReader.readInto(attributes, point.message(MessageType.KEY_VALUE));
    }

    private void readSum(MessageFields point) {
        sum = point.number();
        hasSum = true;
    }

    private void addCount(long bucket) {
        requireFewerBuckets();
        counts.add(bucket);
    }

    private void addBound(double bound) {
        requireFewerBuckets();
        bounds.add(bound);
    }

    private void requireFewerBuckets() {
        budget.add(2 * Long.BYTES);
        bucketCount++;
        if (bucketCount > 2 * Limit.HISTOGRAM_BUCKETS.value() + 1) {
            throw new IllegalArgumentException("a histogram has more than %d buckets, which is the limit"
                    .formatted(Limit.HISTOGRAM_BUCKETS.value()));
        }
    }

    private Buckets buckets(MessageFields fields) {
        var offset = 0;
        var bucketCounts = LongStream.builder();
        while (fields.hasNext()) {
            switch (fields.next()) {
                case 1 -> offset = fields.signed();
                case 2 ->
                    fields.forEachVarint(bucket -> {
                        requireFewerBuckets();
                        bucketCounts.add(bucket);
                    });
                default -> fields.skip();
            }
        }
        return new Buckets(offset, bucketCounts.build().toArray());
    }

    private void quantile(MessageFields fields) {
        budget.addObjects(1);
        var pair = new double[2];
        while (fields.hasNext()) {
            switch (fields.next()) {
                case 1 -> pair[0] = fields.number();
                case 2 -> pair[1] = fields.number();
                default -> fields.skip();
            }
        }
        quantiles.add(pair);
    }

    /** A count of type uint64. */
    static double unsigned(long number) {
        return number >= 0 ? number : (number >>> 1) * 2.0;
    }
}
