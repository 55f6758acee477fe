package dev.tocsin.http.tocsin;

import dev.tocsin.history.DeliveryEvent;
import java.util.Map;

/**
 * A row of the list of deliveries.
 *
 * @param group id of the aggregation group
 * @param firing number of firing alerts
 * @param resolved number of resolved alerts
 * @param error empty if it was sent
 * @param offset of its record in the cluster log
 */
record DeliveryRowView(
        String id,
        String at,
        String group,
        Map<String, String> groupLabels,
        String receiver,
        String integration,
        int index,
        String reason,
        String outcome,
        String instance,
        int attempts,
        double durationSeconds,
        int firing,
        int resolved,
        boolean isolated,
        String error,
        long offset) {
    static DeliveryRowView of(DeliveryEvent delivery) {
        var slot = delivery.slot();
        return new DeliveryRowView(
                delivery.id().toString(),
                TimeText.of(delivery.at()),
                slot.groupId(),
                delivery.groupLabels().asMap(),
                slot.receiver(),
                slot.integration(),
                slot.index(),
                DeliveryFilter.text(delivery.reason()),
                DeliveryFilter.outcome(delivery),
                delivery.instance(),
                delivery.attempts(),
                delivery.duration().toMillis() / 1e3,
                delivery.firing(),
                delivery.resolved(),
                delivery.isolated(),
                delivery.error(),
                delivery.offset());
    }
}
