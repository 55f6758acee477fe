package dev.tocsin.evaluation.samples;

import dev.tocsin.limits.Limit;
import java.util.List;

/** Information of senders about series, beside their samples. No evaluation sees it. */
public record MetadataAndExemplars(List<MetricMetadata> metadata, List<SeriesExemplars> exemplars) {
    public static final MetadataAndExemplars NONE = new MetadataAndExemplars(List.of(), List.of());

    public MetadataAndExemplars {
        metadata = List.copyOf(metadata);
        exemplars = List.copyOf(exemplars);
    }

    /** Stores everything. @param at the time at which it was sent, in milliseconds since 1970 */
    public void appendTo(SeriesStore store, long at) {
        metadata.forEach(one -> store.metadata().put(one, at));
        exemplars.forEach(one -> store.exemplars().add(one, at + Limit.SAMPLE_AHEAD.value()));
    }

    public boolean isEmpty() {
        return metadata.isEmpty() && exemplars.isEmpty();
    }
}
