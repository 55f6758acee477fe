package dev.tocsin.kafka.codec;

import dev.tocsin.evaluation.samples.BucketCounts;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.schemas.HintRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Encodes each series once, and then records of encoded series. Gives the same bytes as {@link Codecs#SAMPLES}. Used by
 * one thread at a time.
 *
 * <p>A series is encoded by {@link #encode}, or from its parts: {@link #startSeries}, {@link #addLabel} for each label,
 * {@link #startSamples}, {@link #addSample} for each sample, {@link #endSeries}.
 */
public final class SampleEncoder {
    /** The version of records without metadata and exemplars, which instances of all versions read. */
    static final Schema SCHEMA = Codecs.SAMPLES.written().get(0);

    private static final byte[] HEADER =
            SingleObjectEncoding.withHeader(SchemaNormalization.parsingFingerprint64(SCHEMA), ByteBuffer.allocate(0));
    private static final int INITIAL_CAPACITY = 1_024;

    /** At least the bytes of the header, of the count and of the tick. */
    private static final int RECORD_OVERHEAD = 64;

    private final AvroOutput output = new AvroOutput(INITIAL_CAPACITY);
    private long hash;

    public EncodedSeries encode(TimeSeries series) {
        var histograms = series.samples().stream().filter(Sample::isHistogram).toList();
        startSeries(series.labels().size());
        series.labels().forEach((name, value) -> addLabel(utf8(name), utf8(value)));
        startSamples(series.samples().size() - histograms.size());
        for (var sample : series.samples()) {
            if (!sample.isHistogram()) {
                addSample(sample.time(), sample.value(), sample.startTimestamp());
            }
        }
        return endSeries(histograms);
    }

    /** A record of series. @param source as of {@link SampleBatch}, as is the tick */
    public static byte[] record(List<EncodedSeries> series, String source, Instant tick) {
        var size = RECORD_OVERHEAD + source.length();
        for (var one : series) {
            size += one.bytes.length;
        }
        var record = new AvroOutput(size);
        record.write(HEADER, 0, HEADER.length);
        startBlock(record, series.size());
        for (var one : series) {
            record.write(one.bytes, 0, one.bytes.length);
        }
        endBlocks(record);
        record.writeString(source);
        record.writeLong(tick.toEpochMilli());
        return record.toByteArray();
    }

    /** Starts a series with this number of labels. */
    public void startSeries(int labels) {
        output.clear();
        hash = Fingerprint.EMPTY_HASH;
        startBlock(output, labels);
    }

    private void addLabel(byte[] name, byte[] value) {
        hash = Fingerprint.add(Fingerprint.add(hash, name, 0, name.length), value, 0, value.length);
        output.writeString(name, 0, name.length);
        output.writeString(value, 0, value.length);
    }

    /** Adds a label, whose name and value are ranges of UTF-8. Labels come in ascending order of their names. */
    public void addLabel(byte[] text, int nameFrom, int nameTo, int valueFrom, int valueTo) {
        hash = Fingerprint.add(Fingerprint.add(hash, text, nameFrom, nameTo), text, valueFrom, valueTo);
        output.writeString(text, nameFrom, nameTo);
        output.writeString(text, valueFrom, valueTo);
    }

    /** Ends the labels. @param floats the number of float samples, which follow in order of time */
    public void startSamples(int floats) {
        endBlocks(output);
        startBlock(output, floats);
    }

    /** Adds a float sample. @param start as of {@link Sample#startTimestamp} */
    public void addSample(long time, double value, long start) {
        output.writeLong(time);
        output.writeDouble(value);
        output.writeLong(start);
    }

    /** Ends the series with its histogram samples, in order of time. */
    public EncodedSeries endSeries(List<Sample> histograms) {
        endBlocks(output);
        startBlock(output, histograms.size());
        histograms.forEach(this::addHistogram);
        endBlocks(output);
        return new EncodedSeries(output.toByteArray(), hash);
    }

    private void addHistogram(Sample sample) {
        var histogram = sample.histogram();
        var layout = histogram.layout();
        output.writeLong(sample.time());
        output.writeLong(layout.schema());
        output.writeDouble(histogram.count());
        output.writeDouble(histogram.sum());
        output.writeDouble(layout.zeroThreshold());
        output.writeDouble(histogram.zeroCount());
        addBuckets(histogram.positive());
        addBuckets(histogram.negative());
        startBlock(output, layout.boundCount());
        for (var i = 0; i < layout.boundCount(); i++) {
            output.writeDouble(layout.bound(i));
        }
        endBlocks(output);
        output.writeLong(HintRecord.valueOf(histogram.resetHint().name()).ordinal());
        output.writeLong(sample.startTimestamp());
    }

    private void addBuckets(BucketCounts buckets) {
        startBlock(output, buckets.size());
        for (var i = 0; i < buckets.size(); i++) {
            output.writeLong(buckets.index(i));
        }
        endBlocks(output);
        startBlock(output, buckets.size());
        for (var i = 0; i < buckets.size(); i++) {
            output.writeDouble(buckets.count(i));
        }
        endBlocks(output);
    }

    /** An array or map is blocks of items, each with its number; a block of no items ends it. */
    private static void startBlock(AvroOutput output, int items) {
        if (items > 0) {
            output.writeLong(items);
        }
    }

    private static void endBlocks(AvroOutput output) {
        output.writeLong(0);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
