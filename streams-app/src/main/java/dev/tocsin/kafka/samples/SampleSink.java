package dev.tocsin.kafka.samples;

import dev.tocsin.evaluation.samples.AppendResult;
import dev.tocsin.evaluation.samples.MetadataAndExemplars;
import dev.tocsin.evaluation.samples.SampleColumns;
import dev.tocsin.evaluation.samples.SampleOrigin;
import java.time.Duration;
import java.time.Instant;

/** Receives samples and tick markers, on one thread at a time, in the order of each partition. A record may be delivered twice. */
public interface SampleSink {
    /**
     * Receives the samples of a record whose times are accepted.
     *
     * @param samples valid until the method returns
     * @param source as in {@link SampleOrigin}
     */
    void accept(SampleColumns samples, int partition, String source);

    /**
     * Receives metadata and exemplars of a record from outside.
     *
     * @param at the time of the record
     */
    void accept(MetadataAndExemplars additional, Instant at);

    /** A sample was not accepted because of its time. */
    void rejected(AppendResult reason);

    /** All samples of a record from outside were delivered. @param lag time from its newest sample to its append */
    void arrived(Duration lag);

    /** All samples that a rule group recorded at the tick, and before it, were delivered. */
    void tickRecorded(String source, Instant tick);

    /**
     * A tick marker was read.
     *
     * @param partitions number of partitions that have markers, as its writer knows it
     */
    void tickMarked(int partition, Instant tick, int partitions);

    /** The topic is read from its beginning again. */
    void restarted();
}
