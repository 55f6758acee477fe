package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Labels;
import java.time.Instant;

/** A sample that a rule writes; its value may be the stale marker, which ends the series. */
public record RecordedSample(Labels labels, Instant at, double value) {
    static RecordedSample end(Labels labels, Instant at) {
        return new RecordedSample(labels, at, StaleMarker.VALUE);
    }

    public boolean isEnd() {
        return StaleMarker.is(value);
    }
}
