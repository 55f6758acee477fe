package dev.tocsin.kafka.codec;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.List;

/**
 * Samples of some series, as they travel.
 *
 * @param source which rule group recorded them; empty if they come from outside
 * @param tick the evaluation that recorded them, all of which is then there; {@link #NONE} if they come from outside or
 *     more is to come
 */
public record SampleBatch(List<Track> series, String source, Instant tick) {
    public static final Instant NONE = Instant.EPOCH;

    public SampleBatch {
        series = List.copyOf(series);
    }

    /** Samples from outside. */
    public static SampleBatch of(List<Track> series) {
        return new SampleBatch(series, "", NONE);
    }

    /** A series with the next of its samples, in order of time. */
    public record Track(Labels labels, List<Sample> points) {
        public Track {
            points = List.copyOf(points);
        }

        public static Track of(Labels labels, long timestamp, double value) {
            return new Track(labels, List.of(Sample.of(timestamp, value)));
        }
    }

    public boolean isRecorded() {
        return !source.isEmpty();
    }
}
