package dev.tocsin.kafka.samples;

import dev.tocsin.evaluation.samples.AppendResult;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.Labels;
import java.time.Instant;

/** Receives samples, on one thread at a time, in the order of each partition. A sample may be delivered twice. */
public interface SampleSink {
    void accept(Labels labels, Sample sample);

    /** A sample was not accepted because of its time. */
    void rejected(AppendResult reason);

    /** All samples that a rule group recorded at the tick, and before it, were delivered. */
    void tickRecorded(String source, Instant tick);
}
