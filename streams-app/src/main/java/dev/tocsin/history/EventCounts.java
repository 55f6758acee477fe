package dev.tocsin.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Numbers of deliveries in equal steps of time, by a property.
 *
 * @param series the numbers of each value of the property
 */
public record EventCounts(Instant from, Duration step, Map<String, int[]> series) {
    public EventCounts {
        series = Collections.unmodifiableMap(new TreeMap<>(series));
    }

    /** @param buckets number of steps, at least 1 */
    public static EventCounts of(
            Collection<DeliveryEvent> deliveries,
            Function<DeliveryEvent, String> property,
            Instant from,
            Instant to,
            int buckets) {
        var step = Math.max(1, Duration.between(from, to).toMillis() / buckets);
        var series = new TreeMap<String, int[]>();
        for (var delivery : deliveries) {
            var bucket = Duration.between(from, delivery.at()).toMillis() / step;
            if (bucket >= 0) {
                series.computeIfAbsent(property.apply(delivery), none -> new int[buckets])[
                        (int) Math.min(bucket, buckets - 1)]++;
            }
        }
        return new EventCounts(from, Duration.ofMillis(step), series);
    }
}
