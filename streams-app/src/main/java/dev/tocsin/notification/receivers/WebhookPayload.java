package dev.tocsin.notification.receivers;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Utf8Order;
import dev.tocsin.notation.GoJson;
import dev.tocsin.notation.GoTime;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The words of a notification to a webhook: Alertmanager's JSON. */
final class WebhookPayload {
    private WebhookPayload() {}

    /** The body of the request; ends with a line feed. */
    static String render(NotificationRenderer telling, int maxAlerts, String version) {
        return GoJson.value(data(telling, telling.notification().atMost(maxAlerts), version)) + "\n";
    }

    /** The same, with the first alert alone if it has more bytes otherwise. */
    static String renderWithin(int bytes, NotificationRenderer telling, int maxAlerts, String version) {
        var all = render(telling, maxAlerts, version);
        return all.getBytes(StandardCharsets.UTF_8).length <= bytes ? all : render(telling, 1, version);
    }

    private static JsonObject data(NotificationRenderer telling, Notification told, String version) {
        return JsonObject.of("receiver", telling.receiverRegex())
                .and("status", status(told.isResolved()))
                .and(
                        "alerts",
                        told.alerts().stream().map(alert -> alert(told, alert)).toList())
                .and("notification_reason", told.reason().text())
                .and("groupLabels", sorted(told.groupLabels().asMap()))
                .and("commonLabels", sorted(told.commonLabels()))
                .and("commonAnnotations", sorted(told.commonAnnotations()))
                .and("routeLabels", sorted(told.routeLabels().asMap()))
                .and("externalURL", told.externalUrl())
                .and("version", version)
                .and("groupKey", told.groupKey())
                .and("truncatedAlerts", told.truncated());
    }

    private static JsonObject alert(Notification told, Alert alert) {
        var resolved = told.isResolved(alert);
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
