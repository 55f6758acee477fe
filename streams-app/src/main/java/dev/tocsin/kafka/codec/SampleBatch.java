package dev.tocsin.kafka.codec;

import dev.tocsin.evaluation.samples.TimeSeries;
import java.time.Instant;
import java.util.List;

/**
 * Samples of some series, as they travel.
 *
 * @param source which rule group recorded them; empty if they come from outside
 * @param tick the evaluation that recorded them, all of which is then there; {@link #NO_TICK} if they come from outside or
 *     more is to come
 */
public record SampleBatch(List<TimeSeries> series, String source, Instant tick) {
    public static final Instant NO_TICK = Instant.EPOCH;

    public SampleBatch {
        series = List.copyOf(series);
    }

    /** Samples from outside. */
    public static SampleBatch of(List<TimeSeries> series) {
        return new SampleBatch(series, "", NO_TICK);
    }

    public boolean isRecorded() {
        return !source.isEmpty();
    }
}
