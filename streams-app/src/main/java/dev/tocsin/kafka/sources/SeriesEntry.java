package dev.tocsin.kafka.sources;

import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.labels.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** State of a series of a source: its total, and the intervals that were added last. */
final class SeriesEntry {
    /** Repeated increases of an interval are recognised among this many. */
    private static final int MAX_INTERVALS = 8;

    private static final char SEPARATOR = ':';

    private final SourceBatch.Kind kind;
    private final String source;
    private final Labels labels;
    private final Deque<Sample> intervals = new ArrayDeque<>();
    private double total;
    private Optional<Histogram> histogram = Optional.empty();
    /** Log time of the first sample; 0 before. */
    private long startedAt;

    private long seenAt;
    private long emitAt;
    private boolean emissionDue = true;

    SeriesEntry(SourceBatch.Kind kind, String source, Labels labels) {
        this.kind = kind;
        this.source = source;
        this.labels = labels;
    }

    /** The key of a series in the store. */
    static String key(String source, Labels labels) {
        return source + SEPARATOR + labels;
    }

    String key() {
        return key(source, labels);
    }

    SourceBatch.Kind kind() {
        return kind;
    }

    String source() {
        return source;
    }

    Labels labels() {
        return labels;
    }

    /** Log time of the last sample that was read, in milliseconds since 1970. */
    long seenAt() {
        return seenAt;
    }

    boolean isEmitted() {
        return kind != SourceBatch.Kind.GAUGE;
    }

    void seen(long now) {
        seenAt = now;
    }

    /** Adds a sample. An interval that was added before is not added again. @return whether the state has changed */
    boolean add(Sample sample, long now) {
        if (kind == SourceBatch.Kind.LAST_RECORD) {
            return addLastRecord(sample, now);
        }
        if (kind == SourceBatch.Kind.DELTA && isRepeated(sample)) {
            return false;
        }
        if (sample.isHistogram()) {
            histogram = Optional.of(
                    histogram.map(before -> before.plus(sample.histogram())).orElse(sample.histogram()));
        } else {
            total += sample.value();
        }
        seenAt = now;
        emissionDue = true;
        return true;
    }

    private boolean addLastRecord(Sample sample, long now) {
        if (seenAt != 0 && sample.value() <= total) {
            return false;
        }
        total = Math.max(total, sample.value());
        seenAt = now;
        emissionDue = true;
        return true;
    }

    private boolean isRepeated(Sample sample) {
        var isKnown = intervals.stream()
                .anyMatch(known -> known.time() == sample.time() && known.startTimestamp() == sample.startTimestamp());
        if (!isKnown) {
            intervals.addLast(Sample.of(sample.time(), 0).withStartTimestamp(sample.startTimestamp()));
            if (intervals.size() > MAX_INTERVALS) {
                intervals.removeFirst();
            }
        }
        return isKnown;
    }

    boolean isDue(long now) {
        return isEmitted() && (emissionDue || now >= emitAt);
    }

    /** Whether it has not been emitted yet, so that its zero comes first. */
    boolean isNew() {
        return startedAt == 0;
    }

    /**
     * The samples of an emission. A new counter starts with zero, so that its first increase counts.
     *
     * @param now log time in milliseconds
     * @param zeroBefore how long before its first value a counter is zero
     */
    TimeSeries emission(long now, long zeroBefore, long interval) {
        var samples = new ArrayList<Sample>(2);
        if (isNew()) {
            startedAt = now - zeroBefore;
            if (histogram.isEmpty() && kind != SourceBatch.Kind.LAST_RECORD) {
                samples.add(Sample.of(startedAt, 0).withStartTimestamp(startedAt));
            }
        }
        samples.add(
                kind == SourceBatch.Kind.LAST_RECORD
                        ? Sample.of(now, total)
                        : sample(now).withStartTimestamp(startedAt));
        emissionDue = false;
        emitAt = now + interval;
        return new TimeSeries(labels, samples);
    }

    private Sample sample(long time) {
        return histogram.map(sum -> Sample.of(time, sum)).orElseGet(() -> Sample.of(time, total));
    }

    /** Delays the next emission, so that those of all series are spread. */
    void emitNoEarlierThan(long time) {
        emissionDue = false;
        emitAt = time;
    }

    byte[] encode() {
        var state = List.of(
                new TimeSeries(labels, List.of(sample(seenAt).withStartTimestamp(startedAt))),
                new TimeSeries(Labels.EMPTY, intervals.stream().toList()));
        return Codecs.SAMPLES.encode(new SampleBatch(state, kind.name() + SEPARATOR + source, SampleBatch.NO_TICK));
    }

    static SeriesEntry decode(byte[] bytes) {
        var batch = SourceBatch.decode(bytes);
        var first = batch.series().get(0);
        var entry = new SeriesEntry(batch.kind(), batch.source(), first.labels());
        var sample = first.samples().get(0);
        if (sample.isHistogram()) {
            entry.histogram = Optional.of(sample.histogram());
        } else {
            entry.total = sample.value();
        }
        entry.seenAt = sample.time();
        entry.startedAt = sample.startTimestamp();
        entry.intervals.addAll(batch.series().get(1).samples());
        return entry;
    }

    static byte[] storeKey(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
