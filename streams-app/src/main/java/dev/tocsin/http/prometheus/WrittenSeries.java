package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.Labels;
import java.util.List;

/** Samples of a series, in order of time. */
public record WrittenSeries(Labels labels, List<Sample> samples) {
    public WrittenSeries {
        samples = List.copyOf(samples);
    }
}
