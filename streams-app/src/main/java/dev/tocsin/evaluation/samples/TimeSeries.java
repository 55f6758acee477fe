package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;
import java.util.List;

/** New samples of one series, in order of time: the unit of remote write and of the samples topic. */
public record TimeSeries(Labels labels, List<Sample> samples) {
    public TimeSeries {
        samples = List.copyOf(samples);
    }

    /** One float sample. @param timestamp milliseconds since 1970 */
    public static TimeSeries of(Labels labels, long timestamp, double value) {
        return new TimeSeries(labels, List.of(Sample.of(timestamp, value)));
    }
}
