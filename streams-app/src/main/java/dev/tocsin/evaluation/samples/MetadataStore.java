package dev.tocsin.evaluation.samples;

import dev.tocsin.limits.Limit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Metadata of metrics, in the order in which it was last sent. Beyond {@link Limit#METADATA} the entry that was not sent for
 * the longest time is removed. A metric can have several entries if its targets differ. Thread-safe.
 */
public final class MetadataStore {
    private final long maxBytes;
    /** With the time at which it was last sent, in milliseconds since 1970. */
    private final Map<MetricMetadata, Long> entries = new LinkedHashMap<>();

    private long bytes;

    MetadataStore() {
        this(Limit.METADATA.value());
    }

    MetadataStore(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** @param time at which the metadata was sent, in milliseconds since 1970 */
    synchronized void put(MetricMetadata metadata, long time) {
        var before = entries.remove(metadata);
        if (before == null) {
            bytes += metadata.bytes();
        }
        entries.put(metadata, before == null ? time : Math.max(before, time));
        var eldest = entries.keySet().iterator();
        while (bytes > maxBytes && eldest.hasNext()) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }

    /** Whether the same metadata was sent at this time or later. */
    public synchronized boolean hasSince(MetricMetadata metadata, long time) {
        return entries.getOrDefault(metadata, Long.MIN_VALUE) >= time;
    }

    /** Removes metadata that was not sent again. @param olderThan in milliseconds since 1970, exclusive */
    synchronized void truncate(long olderThan) {
        entries.entrySet().removeIf(entry -> {
            var isOld = entry.getValue() < olderThan;
            bytes -= isOld ? entry.getKey().bytes() : 0;
            return isOld;
        });
    }

    /** All metadata by metric, of a metric the newest first. */
    public synchronized SortedMap<String, List<MetricMetadata>> all() {
        var byMetric = new TreeMap<String, List<MetricMetadata>>();
        entries.keySet()
                .forEach(metadata -> byMetric.computeIfAbsent(metadata.metric(), any -> new ArrayList<>())
                        .add(0, metadata));
        return byMetric;
    }
}
