package dev.tocsin.local.feed;

import dev.tocsin.labels.Labels;

/** The value of one series now; its name is the label {@code __name__}. */
public record Sample(Labels series, double value) {
    /** What Prometheus writes where a series ends: one certain NaN, to be told from others by its bits. */
    private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    static Sample of(String name, Labels labels, double value) {
        return new Sample(labels.with(Labels.NAME, name), value);
    }

    static Sample staleMarker(Labels series) {
        return new Sample(series, STALE);
    }
}
