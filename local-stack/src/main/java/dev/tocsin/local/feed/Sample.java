package dev.tocsin.local.feed;

import dev.tocsin.labels.Labels;

/** The current value of a series; the metric name is the label {@code __name__}. */
public record Sample(Labels series, double value) {
    /** Prometheus's staleness marker, a NaN with a special bit pattern. */
    private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    static Sample of(String name, Labels labels, double value) {
        return new Sample(labels.with(Labels.NAME, name), value);
    }

    static Sample staleMarker(Labels series) {
        return new Sample(series, STALE);
    }
}
