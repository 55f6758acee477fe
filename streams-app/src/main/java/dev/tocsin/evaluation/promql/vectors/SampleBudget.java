package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.limits.Limit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the samples that all queries of an instance hold at a time. A series counts as a few samples more, and a long
 * label as its share. Thread-safe.
 */
public final class SampleBudget {
    /** Timestamp and value. */
    private static final int BYTES_PER_SAMPLE = 16;

    private final AtomicLong reserved;
    private final long total;
    private final long maximum;

    private SampleBudget(AtomicLong reserved, long total, long maximum) {
        this.reserved = reserved;
        this.total = total;
        this.maximum = maximum;
    }

    /** A budget of its own. */
    public static SampleBudget of(long samples) {
        return new SampleBudget(new AtomicLong(), samples, samples);
    }

    /** A budget of its own, whose samples take a part of the heap. */
    public static SampleBudget ofHeap(long maxBytes, long percent) {
        return of(Math.max(1, maxBytes / 100 * percent / BYTES_PER_SAMPLE));
    }

    public static SampleBudget unlimited() {
        return of(Long.MAX_VALUE / 2);
    }

    /** The same budget, of which its users leave a part to others. */
    public SampleBudget upTo(long percent) {
        return new SampleBudget(reserved, total, Math.max(1, total / 100 * percent));
    }

    public long total() {
        return total;
    }

    /** The samples that are held now. */
    public long reserved() {
        return reserved.get();
    }

    boolean tryReserve(long samples) {
        if (reserved.addAndGet(samples) <= maximum) {
            return true;
        }
        reserved.addAndGet(-samples);
        return false;
    }

    void release(long samples) {
        reserved.addAndGet(-samples);
    }

    /** The error of a query that does not fit. @param needed the samples that the query would hold */
    EvaluationException exceeded(long needed) {
        var advice = needed > maximum / 2
                ? "select fewer series, a shorter range or a larger step, or raise evaluation.max_samples_total and the heap"
                : "try again when fewer queries run, or raise evaluation.max_samples_total and the heap";
        return new EvaluationException(
                "too many samples in memory: this query needs %d, and all queries and rules together may hold %d: %s"
                        .formatted(needed, maximum, advice));
    }

    /** Opens the usage of a query. @param most the maximum number of samples of this query alone */
    public Usage open(int most) {
        return new Usage(most, this);
    }

    /**
     * Samples that one query holds in memory, and those that it has read. The operands of an expression are released when
     * its value is computed. Not thread-safe, except that the budget is shared by all queries.
     */
    public static final class Usage implements AutoCloseable {
        /** The weight of a series beside its samples: its labels, and the objects around its arrays. */
        private static final int SERIES_WEIGHT = 8;

        /** The weight of a histogram beside its buckets. */
        private static final int HISTOGRAM_WEIGHT = 12;

        private static final int CHARACTERS_PER_SAMPLE = 8;
        private static final int SIZE_OF_PARSED_CHARACTER = 80;
        private static final int BLOCK = 1 << 12;

        private final int maximum;
        private final SampleBudget budget;
        private long held;
        private long weight;
        private long labelWeight;
        private long reserved;
        private long peak;
        private long read;

        private Usage(int maximum, SampleBudget budget) {
            this.maximum = maximum;
            this.budget = budget;
        }

        /** The samples that the query held at one moment. */
        public record Mark(long held, long weight) {
            public Mark minus(Mark other) {
                return new Mark(held - other.held, weight - other.weight);
            }
        }

        /**
         * The cost of computing a part of a query.
         *
         * @param peak the largest number of samples that the part held at a time
         * @param read the samples that it read
         * @param labels the weight of the labels that functions made, which are held until the end of the query
         */
        public record Cost(long peak, long read, long labels) {}

        /** The usage before a part of a query. */
        public record Measurement(long held, long peak, long read, long labels) {}

        /** Starts to measure a part of a query. Its end must follow. */
        public Measurement startMeasurement() {
            var start = new Measurement(held, peak, read, labelWeight);
            peak = held;
            return start;
        }

        public Cost costSince(Measurement start) {
            return new Cost(peak - start.held(), read - start.read(), labelWeight - start.labels());
        }

        public void endMeasurement(Measurement start) {
            peak = Math.max(peak, start.peak());
        }

        /**
         * Counts a part that another query has computed, as if this one had.
         *
         * @throws EvaluationException as {@link #hold}
         */
        public void repeat(Cost cost) {
            holdAtMost(held + cost.peak());
            read += cost.read();
            labelWeight += cost.labels();
            reserve();
        }

        public Mark mark() {
            return new Mark(held, weight);
        }

        /** Releases all that was held since a mark, except the labels that functions made. */
        public void releaseTo(Mark mark) {
            held = mark.held();
            weight = mark.weight();
        }

        /**
         * Holds series with some samples each.
         *
         * @throws EvaluationException if the query, or all queries together, would hold too many
         */
        public void hold(long series, long samplesPerSeries) {
            held += saturated(series, samplesPerSeries);
            weight += saturated(series, samplesPerSeries + SERIES_WEIGHT);
            holdAtMost(held);
            reserve();
        }

        private void holdAtMost(long most) {
            peak = Math.max(peak, most);
            if (most > maximum) {
                throw new EvaluationException(
                        "query processing would load too many samples into memory in query execution");
            }
        }

        /** Holds a histogram that the query made. */
        void holdBuckets(int buckets) {
            weight += buckets + HISTOGRAM_WEIGHT;
            reserve();
        }

        /** Holds the text of labels that a function made, until the end of the query. */
        public void holdLabels(long characters) {
            labelWeight += characters / CHARACTERS_PER_SAMPLE + 1;
            reserve();
        }

        /** Holds the text of an expression: it is parsed into objects that are much larger. */
        public void holdText(long characters) {
            holdLabels(Math.min(characters, Limit.EXPRESSION_LENGTH.value()) * SIZE_OF_PARSED_CHARACTER);
        }

        /** Counts samples that a selector, or a function of a range, has read. */
        public void countRead(long samples) {
            read += samples;
        }

        /** Prometheus's {@code totalQueryableSamples}: all samples that were read at all steps. */
        public long read() {
            return read;
        }

        /** Sets the number again, after a part that counts otherwise, such as a subquery. */
        public void setRead(long samples) {
            read = samples;
        }

        /** Prometheus's {@code peakSamples}: the largest number of samples that were held at a time. */
        public long peak() {
            return peak;
        }

        /** Returns to the budget all that the query holds. */
        @Override
        public void close() {
            budget.release(reserved);
            reserved = 0;
        }

        // In blocks, so that small queries touch the shared counter once.
        private void reserve() {
            var missing = weight + labelWeight - reserved;
            if (missing > 0) {
                var block = Math.max(missing, BLOCK);
                if (!budget.tryReserve(block)) {
                    throw budget.exceeded(weight + labelWeight);
                }
                reserved += block;
            }
        }

        private static long saturated(long series, long each) {
            return Math.min(series * each, Long.MAX_VALUE / 4);
        }
    }
}
