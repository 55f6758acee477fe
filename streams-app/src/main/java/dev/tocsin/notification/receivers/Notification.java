package dev.tocsin.notification.receivers;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.templates.Templates;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A notification before it is rendered.
 *
 * @param alerts in order; never empty
 * @param flushedAt the time of the flush, which decides which alerts are resolved
 * @param truncated number of alerts that were left out
 * @param routeLabels the rendered labels of the route
 * @param receiverData from the last delivery to the same slot; see {@link DeliveryResult.Delivered}
 * @param templates of the configuration
 */
public record Notification(
        String receiver,
        NotificationReason reason,
        String groupKey,
        Labels groupLabels,
        List<Alert> alerts,
        Instant flushedAt,
        String externalUrl,
        int truncated,
        Labels routeLabels,
        Map<String, String> receiverData,
        Templates templates) {
    public Notification {
        alerts = List.copyOf(alerts);
        receiverData = Map.copyOf(receiverData);
        if (alerts.isEmpty()) {
            throw new IllegalArgumentException("a notification of %s has no alerts".formatted(groupKey));
        }
    }

    /** A copy with the first alerts only. 0 is no limit. */
    Notification atMost(int maxAlerts) {
        if (maxAlerts == 0 || alerts.size() <= maxAlerts) {
            return this;
        }
        var allTruncated = truncated + alerts.size() - maxAlerts;
        return new Notification(
                receiver,
                reason,
                groupKey,
                groupLabels,
                alerts.subList(0, maxAlerts),
                flushedAt,
                externalUrl,
                allTruncated,
                routeLabels,
                receiverData,
                templates);
    }

    public boolean isResolved(Alert alert) {
        return alert.isResolvedAt(flushedAt);
    }

    /** Whether all alerts are resolved. */
    boolean isResolved() {
        return alerts.stream().allMatch(this::isResolved);
    }

    /** The labels that all alerts share. */
    Map<String, String> commonLabels() {
        return common(alert -> alert.labels().asMap());
    }

    /** The annotations that all alerts share. */
    Map<String, String> commonAnnotations() {
        return common(Alert::annotations);
    }

    private Map<String, String> common(Function<Alert, Map<String, String>> pairs) {
        var common = new LinkedHashMap<>(pairs.apply(alerts.get(0)));
        alerts.forEach(alert -> common.entrySet().retainAll(pairs.apply(alert).entrySet()));
        return common;
    }
}
