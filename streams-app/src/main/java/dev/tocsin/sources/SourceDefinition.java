package dev.tocsin.sources;

import dev.tocsin.labels.Labels;
import java.util.List;
import java.util.Optional;

/**
 * Topics whose records become samples.
 *
 * @param name unique, and the label {@code source} of metrics
 * @param formatName the name of the format in the document
 * @param knownCounters the counters whose labels do not depend on records; they start at zero before the first record
 * @param deadLetterTopic gets copies of the records that cannot be decoded; empty for none
 */
public record SourceDefinition(
        String name,
        TopicSelection topics,
        StartPosition start,
        String formatName,
        RecordFormat format,
        List<Labels> knownCounters,
        SourceLimits limits,
        Optional<String> deadLetterTopic) {
    public SourceDefinition {
        knownCounters = List.copyOf(knownCounters);
    }
}
