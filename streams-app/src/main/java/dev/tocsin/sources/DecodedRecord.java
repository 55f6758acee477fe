package dev.tocsin.sources;

import java.util.List;

/** The meaning of a record that could be decoded. */
public sealed interface DecodedRecord {
    /**
     * The samples of a record. The list can be empty, if a producer sent an empty batch.
     *
     * @param warnings parts of the record that were left out, each with its reason; at most {@link dev.tocsin.limits.Limit#SOURCE_WARNINGS}
     */
    record Samples(List<SourceSample> samples, List<String> warnings) implements DecodedRecord {
        public Samples {
            samples = List.copyOf(samples);
            warnings = List.copyOf(warnings);
        }
    }

    /** A record that has no samples by design, such as a tombstone or a row of a snapshot. */
    record Ignored(String reason) implements DecodedRecord {}
}
