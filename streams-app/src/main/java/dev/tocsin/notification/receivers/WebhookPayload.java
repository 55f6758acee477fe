package dev.tocsin.notification.receivers;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Utf8Order;
import dev.tocsin.notation.GoJson;
import dev.tocsin.notation.GoTime;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Renders Alertmanager's webhook payload (JSON). */
final class WebhookPayload {
    private WebhookPayload() {}

    /**
     * The payload, followed by a line feed.
     *
     * @param maxAlerts 0 for all
     */
    static String render(NotificationRenderer renderer, int maxAlerts, String version) {
        return GoJson.value(data(renderer, renderer.notification().atMost(maxAlerts), version)) + "\n";
    }

    /** The payload, with only the first alert if it were longer than {@code bytes}. */
    static String renderWithin(int bytes, NotificationRenderer renderer, int maxAlerts, String version) {
        var all = render(renderer, maxAlerts, version);
        return all.getBytes(StandardCharsets.UTF_8).length <= bytes ? all : render(renderer, 1, version);
    }

    private static JsonObject data(NotificationRenderer renderer, Notification notification, String version) {
        return JsonObject.of("receiver", renderer.data().receiver())
                .and("status", status(notification.isResolved()))
                .and(
                        "alerts",
                        notification.alerts().stream()
                                .map(alert -> alert(notification, alert))
                                .toList())
                .and("notification_reason", notification.reason().text())
                .and("groupLabels", sorted(notification.groupLabels().asMap()))
                .and("commonLabels", sorted(notification.commonLabels()))
                .and("commonAnnotations", sorted(notification.commonAnnotations()))
                .and("routeLabels", sorted(notification.routeLabels().asMap()))
                .and("externalURL", notification.externalUrl())
                .and("version", version)
                .and("groupKey", notification.groupKey())
                .and("truncatedAlerts", notification.truncated());
    }

    private static JsonObject alert(Notification notification, Alert alert) {
        var resolved = notification.isResolved(alert);
        return JsonObject.of("status", status(resolved))
                .and("labels", sorted(alert.labels().asMap()))
                .and("annotations", sorted(alert.annotations()))
                .and("startsAt", GoTime.format(alert.startsAt()))
                .and("endsAt", GoTime.format(resolved ? alert.endsAt() : GoTime.ZERO))
                .and("generatorURL", alert.generatorUrl())
                .and("fingerprint", alert.fingerprint().toString());
    }

    private static Map<String, String> sorted(Map<String, String> pairs) {
        var sorted = new TreeMap<String, String>(Utf8Order.COMPARATOR);
        sorted.putAll(pairs);
        return sorted;
    }

    private static String status(boolean resolved) {
        return resolved ? "resolved" : "firing";
    }
}
