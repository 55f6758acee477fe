package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.Labels;
import java.util.List;

/** Samples of a series, in order of time. */
public record Written(Labels labels, List<Sample> samples) {
    public Written {
        samples = List.copyOf(samples);
    }
}
