package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.samples.MetadataAndExemplars;
import dev.tocsin.evaluation.samples.MetadataStore;
import dev.tocsin.evaluation.samples.MetricMetadata;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Selects the metadata that the samples topic does not have yet. Senders repeat it each minute, or with each sample. It is
 * appended again before the topic expires it. Thread-safe.
 */
final class NewMetadata {
    private static final int MAX_SELECTED = 50_000;

    /** Metadata that was selected this long ago is read from the topic by now, or it could not be appended. */
    private static final Duration APPEND_TIME = Duration.ofSeconds(10);

    private final MetadataStore store;
    private final InstantSource clock;
    private final long repeatMillis;
    /** The metadata that was selected lately, with the time in milliseconds since 1970. */
    private final Map<MetricMetadata, Long> selected = new LinkedHashMap<>();

    /** @param store has the metadata of the topic */
    NewMetadata(MetadataStore store, InstantSource clock, Duration retention) {
        this.store = store;
        this.clock = clock;
        this.repeatMillis = retention.dividedBy(4).toMillis();
    }

    /** Returns the same with only the new metadata. */
    synchronized MetadataAndExemplars select(MetadataAndExemplars all) {
        if (all.metadata().isEmpty()) {
            return all;
        }
        var now = clock.millis();
        forget(now - APPEND_TIME.toMillis());
        var some = all.metadata().stream()
                .filter(one -> !store.hasSince(one, now - repeatMillis) && isSelectedNow(one, now))
                .toList();
        return new MetadataAndExemplars(some, all.exemplars());
    }

    private boolean isSelectedNow(MetricMetadata metadata, long now) {
        return selected.size() < MAX_SELECTED && selected.putIfAbsent(metadata, now) == null;
    }

    private void forget(long before) {
        for (Iterator<Long> times = selected.values().iterator(); times.hasNext() && times.next() < before; ) {
            times.remove();
        }
    }
}
