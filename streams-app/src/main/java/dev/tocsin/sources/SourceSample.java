package dev.tocsin.sources;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.Labels;

/**
 * Sample of a series, as a record has it.
 *
 * @param labels with the metric name; within {@link dev.tocsin.limits.Limit#LABEL_SET}
 * @param sample its time is in milliseconds since 1970. For {@link Accumulation#ADD} it is the end of the interval of the delta
 * @param startMs start of the interval of the delta, or of the counter, in milliseconds since 1970; 0 if unknown
 */
public record SourceSample(Labels labels, Sample sample, Accumulation accumulation, long startMs) {
    /** A sample to be stored as it is. */
    public static SourceSample of(Labels labels, Sample sample) {
        return new SourceSample(labels, sample, Accumulation.NONE, sample.startTimestamp());
    }
}
