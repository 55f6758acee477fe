package dev.tocsin.notification.routing;

import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.templates.Templates;
import java.util.Map;
import java.util.Optional;

/** The next notification of a slot as it would be rendered now. */
public final class NextMessage {
    private NextMessage() {}

    /**
     * The next notification; empty if it would have no alerts.
     *
     * @param sendResolved whether the integration is notified of resolved alerts
     * @param externalUrl the URL of this cluster in notifications
     */
    public static Optional<Notification> of(
            Flush flush, SlotForecast forecast, boolean sendResolved, Templates templates, String externalUrl) {
        var alerts = forecast.decision().alerts().stream()
                .filter(alert -> sendResolved || !alert.isResolvedAt(flush.flushedAt()))
                .toList();
        if (alerts.isEmpty()) {
            return Optional.empty();
        }
        var reason = forecast.reason().shouldNotify() ? forecast.reason() : NotificationReason.REPEAT_INTERVAL_ELAPSED;
        return Optional.of(new Notification(
                flush.receiver(),
                reason,
                flush.groupKey(),
                flush.groupLabels(),
                alerts,
                flush.flushedAt(),
                externalUrl,
                0,
                RouteLabels.of(flush, templates, externalUrl).labels(),
                Map.of(),
                templates));
    }
}
