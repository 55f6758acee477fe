package dev.tocsin.kafka.samples;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.Labels;
import java.time.Instant;

/** Where samples go. Called on one thread at a time, in the order of each partition; the same sample may come again. */
public interface SampleSink {
    void accept(Labels labels, Sample sample);

    /** Everything that a rule group recorded at a tick, and before, has been given. */
    void tickRecorded(String source, Instant tick);
}
