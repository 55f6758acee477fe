package dev.tocsin.kafka.codec;

import dev.tocsin.evaluation.samples.MetadataAndExemplars;
import dev.tocsin.evaluation.samples.SampleColumns;
import java.time.Instant;

/**
 * The decoded value of a record in the samples topic.
 *
 * @param samples belong to the decoder, which uses them again for the next record
 * @param source as of {@link SampleBatch}
 * @param tick as of {@link SampleBatch}
 * @param additional as of {@link SampleBatch}
 */
public record DecodedSamples(SampleColumns samples, String source, Instant tick, MetadataAndExemplars additional) {
    /** Whether this is the last record of an evaluation that recorded samples. */
    public boolean endsTick() {
        return !source.isEmpty() && !tick.equals(SampleBatch.NO_TICK);
    }

    /** Whether the record is a tick marker, which has no samples. */
    public boolean isTickMarker() {
        return source.isEmpty() && samples.size() == 0 && !tick.equals(SampleBatch.NO_TICK);
    }
}
