package dev.tocsin.notification.log;

import java.time.Duration;
import java.util.Map;

/**
 * How a delivery went, for those who look back: nothing is decided by it.
 *
 * @param groupLabels the labels that the group's alerts have in common
 * @param attempts how often the receiver was tried under one claim
 * @param took from the beginning of the first attempt to the end of the last
 */
public record DeliveryStats(Map<String, String> groupLabels, int attempts, Duration duration) {
    /** Of a delivery of which nothing is told. */
    static final DeliveryStats NONE = new DeliveryStats(Map.of(), 0, Duration.ZERO);

    public DeliveryStats {
        groupLabels = Map.copyOf(groupLabels);
    }
}
