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
 * What a receiver is told, before it is put into words.
 *
 * @param alerts in the order in which they are told; never empty
 * @param asOf the instant at which it was decided which of them are over
 * @param truncated how many more there were, which are not told
 * @param routeLabels what the route says of itself
 * @param remembered what the receiver said the last time, as the outcome of that delivery kept it
 * @param templates those that the configuration offers, whatever they believe the time to be
 */
public record Notification(
        String receiver,
        NotificationReason reason,
        String groupKey,
        Labels groupLabels,
        List<Alert> alerts,
        Instant asOf,
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

    /** The same, with the first alerts only; 0 for all of them. */
    Notification atMost(int maxAlerts) {
        if (maxAlerts == 0 || alerts.size() <= maxAlerts) {
            return this;
        }
        var more = truncated + alerts.size() - maxAlerts;
        return new Notification(
                receiver,
                reason,
                groupKey,
                groupLabels,
                alerts.subList(0, maxAlerts),
                asOf,
                externalUrl,
                more,
                routeLabels,
                receiverData,
                templates);
    }

    public boolean isResolved(Alert alert) {
        return alert.isResolvedAt(asOf);
    }

    /** Whether all that it told of is over. */
    boolean isResolved() {
        return alerts.stream().allMatch(this::isResolved);
    }

    /** The labels that all alerts have, with the same value. */
    Map<String, String> commonLabels() {
        return common(alert -> alert.labels().asMap());
    }

    /** The annotations that all alerts have, with the same value. */
    Map<String, String> commonAnnotations() {
        return common(Alert::annotations);
    }

    private Map<String, String> common(Function<Alert, Map<String, String>> pairs) {
        var common = new LinkedHashMap<>(pairs.apply(alerts.get(0)));
        alerts.forEach(alert -> common.entrySet().retainAll(pairs.apply(alert).entrySet()));
        return common;
    }
}
