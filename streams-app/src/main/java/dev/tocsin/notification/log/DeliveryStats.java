package dev.tocsin.notification.log;

import java.time.Duration;
import java.util.Map;

/**
 * Statistics of a delivery, for the history only. No decision depends on them.
 *
 * @param groupLabels the group labels of the aggregation group
 * @param attempts number of attempts under one claim
 * @param duration from the begin of the first attempt to the end of the last
 */
public record DeliveryStats(Map<String, String> groupLabels, int attempts, Duration duration) {
    /** No statistics. */
    public static final DeliveryStats NONE = new DeliveryStats(Map.of(), 0, Duration.ZERO);

    public DeliveryStats {
        groupLabels = Map.copyOf(groupLabels);
    }
}
