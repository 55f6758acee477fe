package dev.tocsin.kafka.sources;

import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.EncodedSeries;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.codec.SampleEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Samples of a source between two stages of the topology. It is encoded as a record of the samples topic.
 *
 * @param kind the meaning of the samples
 * @param source the name of the source
 */
record SourceBatch(Kind kind, String source, List<TimeSeries> series) {
    private static final int MAX_BYTES = 256 * 1024;
    private static final char SEPARATOR = ':';

    /** The meaning of the samples of a batch. */
    enum Kind {
        /** Samples to be stored as they are. */
        GAUGE,
        /** Increases of counters. */
        COUNTER,
        /** Increases over an interval, from the start of the sample to its time, that a producer may repeat. */
        DELTA,
        /** The time of the last record of a partition, in seconds since 1970. */
        LAST_RECORD
    }

    /** Encodes series as records that are far below the brokers' size limit. */
    static void encode(Kind kind, String source, List<EncodedSeries> series, Consumer<byte[]> records) {
        var name = kind.name() + SEPARATOR + source;
        var chunk = new ArrayList<EncodedSeries>();
        var size = 0;
        for (var next : series) {
            if (size > 0 && size + next.size() > MAX_BYTES) {
                records.accept(SampleEncoder.record(chunk, name, SampleBatch.NO_TICK));
                chunk.clear();
                size = 0;
            }
            chunk.add(next);
            size += next.size();
        }
        if (!chunk.isEmpty()) {
            records.accept(SampleEncoder.record(chunk, name, SampleBatch.NO_TICK));
        }
    }

    /** @throws IllegalArgumentException if the bytes are no batch: only this application writes the topic */
    static SourceBatch decode(byte[] record) {
        var batch = Codecs.SAMPLES.decode(record).orThrow();
        var separator = batch.source().indexOf(SEPARATOR);
        return new SourceBatch(
                Kind.valueOf(batch.source().substring(0, separator)),
                batch.source().substring(separator + 1),
                batch.series());
    }
}
