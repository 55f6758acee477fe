package dev.tocsin.kafka.codec;

import dev.tocsin.evaluation.samples.MetadataAndExemplars;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.SampleColumns;
import dev.tocsin.labels.Labels;
import dev.tocsin.schemas.HintRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.apache.avro.SchemaNormalization;

/**
 * Decodes records of the samples topic. Gives the same as {@link Codecs#SAMPLES}, but decodes a label set once per series
 * and not once per record, and makes no object per sample.
 *
 * <p>Records with metadata or exemplars, of other formats and damaged ones go through {@link Codecs#SAMPLES}. Used by one thread at a
 * time.
 */
public final class SampleDecoder {
    private static final long FINGERPRINT = SchemaNormalization.parsingFingerprint64(SampleEncoder.SCHEMA);
    private static final HintRecord[] HINTS = HintRecord.values();

    /** Least bytes of a series (three empty collections), of a label (two empty strings), of a sample. */
    private static final int SERIES_BYTES = 3;

    private static final int LABEL_BYTES = 2;
    private static final int SAMPLE_BYTES = 10;
    private static final int HISTOGRAM_BYTES = 40;

    private final AvroInput input = new AvroInput();
    private final SampleColumns columns = new SampleColumns();
    private final LabelSetCache cache;

    public SampleDecoder() {
        this(LabelSetCache.ofHeap());
    }

    SampleDecoder(LabelSetCache cache) {
        this.cache = cache;
    }

    /** Decodes bytes of any writer and of any content. Never throws. The result is valid until the next call. */
    public Decoded<DecodedSamples> decode(byte[] bytes) {
        columns.clear();
        var decoded = hasSamplesOnly(bytes) ? decodeDirectly(bytes) : null;
        return decoded != null
                ? new Decoded.Valid<>(decoded)
                : Codecs.SAMPLES.decode(bytes).map(this::toColumns);
    }

    private static boolean hasSamplesOnly(byte[] bytes) {
        return bytes.length <= AvroCodec.MAX_BYTES
                && SingleObjectEncoding.hasHeader(bytes)
                && SingleObjectEncoding.fingerprint(bytes) == FINGERPRINT;
    }

    /** Returns null if the bytes are damaged, or have a rare form. */
    DecodedSamples decodeDirectly(byte[] bytes) {
        try {
            input.reset(bytes, SingleObjectEncoding.HEADER_LENGTH);
            for (var count = input.readBlockCount(SERIES_BYTES); count > 0; ) {
                for (var i = 0; i < count; i++) {
                    readSeries(bytes);
                }
                count = input.readBlockCount(SERIES_BYTES);
            }
            var source = input.readString();
            var tick = input.readLong();
            return input.isAtEnd() ? new DecodedSamples(columns, source, time(tick), MetadataAndExemplars.NONE) : null;
        } catch (RuntimeException refused) {
            return null;
        }
    }

    private DecodedSamples toColumns(SampleBatch batch) {
        columns.clear();
        for (var series : batch.series()) {
            series.samples().forEach(sample -> columns.add(series.labels(), sample));
        }
        return new DecodedSamples(columns, batch.source(), batch.tick(), batch.additional());
    }

    private static Instant time(long millis) {
        return millis == 0 ? SampleBatch.NO_TICK : RecordTime.require(Instant.ofEpochMilli(millis));
    }

    private void readSeries(byte[] bytes) {
        var labels = readLabels(bytes);
        var first = columns.size();
        for (var count = input.readBlockCount(SAMPLE_BYTES); count > 0; ) {
            for (var i = 0; i < count; i++) {
                var time = input.readLong();
                columns.add(labels, time, input.readDouble(), input.readLong());
            }
            count = input.readBlockCount(SAMPLE_BYTES);
        }
        var count = input.readBlockCount(HISTOGRAM_BYTES);
        if (count > 0) {
            for (; count > 0; count = input.readBlockCount(HISTOGRAM_BYTES)) {
                for (var i = 0; i < count; i++) {
                    columns.add(labels, readHistogram());
                }
            }
            columns.sortByTime(first);
        }
    }

    private Labels readLabels(byte[] bytes) {
        var from = input.position();
        for (var count = input.readBlockCount(LABEL_BYTES); count > 0; count = input.readBlockCount(LABEL_BYTES)) {
            for (var i = 0; i < count; i++) {
                input.skipString();
                input.skipString();
            }
        }
        var to = input.position();
        var cached = cache.get(bytes, from, to);
        if (cached != null) {
            return cached;
        }
        input.reset(bytes, from);
        var labels = new LinkedHashMap<String, String>();
        for (var count = input.readBlockCount(LABEL_BYTES); count > 0; count = input.readBlockCount(LABEL_BYTES)) {
            for (var i = 0; i < count; i++) {
                var name = input.readString();
                labels.put(name, input.readString());
            }
        }
        return cache.add(Labels.of(labels).requireWithinLimit());
    }

    private Sample readHistogram() {
        var time = input.readLong();
        var resolution = input.readInt();
        var count = input.readDouble();
        var sum = input.readDouble();
        var zeroThreshold = input.readDouble();
        var zeroCount = input.readDouble();
        var positive = new HistogramMapping.Buckets(readInts(), readDoubles());
        var negative = new HistogramMapping.Buckets(readInts(), readDoubles());
        var layout = new HistogramMapping.Layout(resolution, zeroThreshold, readDoubles());
        var hint = HINTS[input.readInt()];
        return Sample.of(time, HistogramMapping.histogram(layout, zeroCount, count, sum, positive, negative, hint))
                .withStartTimestamp(input.readLong());
    }

    private int[] readInts() {
        var all = new int[input.readBlockCount(1)];
        for (var i = 0; i < all.length; i++) {
            all[i] = input.readInt();
        }
        input.requireLastBlock(all.length);
        return all;
    }

    private double[] readDoubles() {
        var all = new double[input.readBlockCount(Double.BYTES)];
        for (var i = 0; i < all.length; i++) {
            all[i] = input.readDouble();
        }
        input.requireLastBlock(all.length);
        return all;
    }
}
