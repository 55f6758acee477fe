package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;

/**
 * An exemplar: an observation that a sample of a series includes, such as the latency of one traced request.
 *
 * @param time in milliseconds since 1970
 * @param labels such as {@code trace_id}
 */
public record Exemplar(long time, double value, Labels labels) {
    /** Memory without the characters of the labels. */
    private static final int BYTES = 160;

    /** @throws IllegalArgumentException if the labels have more than {@link Limit#EXEMPLAR_LABELS} characters, as in OpenMetrics */
    public Exemplar requireWithinLimit() {
        if (labels.length() > Limit.EXEMPLAR_LABELS.value()) {
            throw new IllegalArgumentException("the labels of an exemplar have %d characters, but the maximum is %d"
                    .formatted(labels.length(), Limit.EXEMPLAR_LABELS.value()));
        }
        return this;
    }

    /** Approximate memory in bytes. */
    long bytes() {
        return BYTES + 2 * labels.length();
    }
}
