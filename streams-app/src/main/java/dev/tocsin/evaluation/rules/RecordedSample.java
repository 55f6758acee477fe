package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.Optional;

/**
 * A sample that a rule writes.
 *
 * @param value the number, which may be the stale marker, which ends the series; if the sample is a histogram, NaN
 */
public record RecordedSample(Labels labels, Instant at, double value, Optional<Histogram> histogram) {
    public RecordedSample(Labels labels, Instant at, double value) {
        this(labels, at, value, Optional.empty());
    }

    static RecordedSample of(Labels labels, Instant at, VectorElement element) {
        return element.histogram().isPresent()
                ? new RecordedSample(labels, at, Double.NaN, element.histogram())
                : new RecordedSample(labels, at, element.value());
    }

    static RecordedSample staleMarker(Labels labels, Instant at) {
        return new RecordedSample(labels, at, StaleMarker.VALUE);
    }

    public boolean isStaleMarker() {
        return StaleMarker.is(value);
    }

    /** As it is stored. */
    public Sample sample() {
        var time = at.toEpochMilli();
        return histogram.map(content -> Sample.of(time, content)).orElseGet(() -> Sample.of(time, value));
    }
}
