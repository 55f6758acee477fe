package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Labels;
import java.time.Instant;

/** A sample that a rule writes. A stale marker ends its series. */
public record RecordedSample(Labels labels, Sample sample) {
    static RecordedSample of(Labels labels, Instant at, double value) {
        return new RecordedSample(labels, Sample.of(at.toEpochMilli(), value));
    }

    static RecordedSample of(Labels labels, Instant at, Value.Element element) {
        return element.histogram()
                .map(histogram -> new RecordedSample(labels, Sample.of(at.toEpochMilli(), histogram)))
                .orElseGet(() -> of(labels, at, element.value()));
    }

    static RecordedSample staleMarker(Labels labels, Instant at) {
        return of(labels, at, StaleMarker.VALUE);
    }

    public boolean isStaleMarker() {
        return StaleMarker.is(sample.value());
    }
}
