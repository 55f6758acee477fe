package dev.tocsin.kafka.codec;

import dev.tocsin.evaluation.samples.MetadataAndExemplars;
import dev.tocsin.evaluation.samples.TimeSeries;
import java.time.Instant;
import java.util.List;

/**
 * New samples of some series, or a tick marker: the value of a record in the samples topic.
 *
 * @param source the rule group that recorded them; empty if they come from outside, and in a tick marker
 * @param tick the evaluation that recorded them, in its last record; {@link #NO_TICK} in its other records and for
 *     samples from outside; the tick of a tick marker
 * @param additional metadata of metrics, and exemplars of series, which need not be those of the batch
 */
public record SampleBatch(List<TimeSeries> series, String source, Instant tick, MetadataAndExemplars additional) {
    public static final Instant NO_TICK = Instant.EPOCH;

    public SampleBatch {
        series = List.copyOf(series);
    }

    /** Samples only, or a tick marker. */
    public SampleBatch(List<TimeSeries> series, String source, Instant tick) {
        this(series, source, tick, MetadataAndExemplars.NONE);
    }

    /** Metadata and exemplars without samples. */
    public static SampleBatch of(MetadataAndExemplars additional) {
        return new SampleBatch(List.of(), "", NO_TICK, additional);
    }

    /** Samples from outside. */
    public static SampleBatch of(List<TimeSeries> series) {
        return new SampleBatch(series, "", NO_TICK);
    }

    /** A record without samples that ends what evaluations at a tick see of a partition. */
    public static SampleBatch tickMarker(Instant tick) {
        return new SampleBatch(List.of(), "", tick);
    }

    public boolean isRecorded() {
        return !source.isEmpty();
    }

    public boolean isTickMarker() {
        return !isRecorded() && series.isEmpty() && !tick.equals(NO_TICK);
    }
}
