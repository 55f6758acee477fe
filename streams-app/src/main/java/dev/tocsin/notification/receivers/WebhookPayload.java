package dev.tocsin.notification.receivers;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.ByteOrder;
import dev.tocsin.notation.GoJson;
import dev.tocsin.notation.GoTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The words of a notification to a webhook: Alertmanager's JSON, version 4. */
public final class WebhookPayload {
    private static final String SIGNS_OF_REGEX = "\\.+*?()|[]{}^$";

    private WebhookPayload() {}

    /** The body of the request. */
    public static String render(Notification all, Webhook webhook) {
        var told = all.atMost(webhook.maxAlerts());
        var json = new StringBuilder("{");
        field(json, "receiver", GoJson.string(escaped(told.receiver())));
        field(json, "status", GoJson.string(status(told.isResolved())));
        field(
                json,
                "alerts",
                GoJson.array(
                        told.alerts().stream().map(alert -> alert(told, alert)).toList()));
        field(json, "notification_reason", GoJson.string(told.reason().text()));
        field(json, "groupLabels", object(told.groupLabels().asMap()));
        field(json, "commonLabels", object(told.commonLabels()));
        field(json, "commonAnnotations", object(told.commonAnnotations()));
        field(json, "routeLabels", "{}");
        field(json, "externalURL", GoJson.string(told.externalUrl()));
        field(json, "version", GoJson.string("4"));
        field(json, "groupKey", GoJson.string(told.groupKey()));
        field(json, "truncatedAlerts", Integer.toString(told.truncated()));
        return json.append("}\n").toString();
    }

    private static String alert(Notification told, Alert alert) {
        var resolved = told.isResolved(alert);
        var json = new StringBuilder("{");
        field(json, "status", GoJson.string(status(resolved)));
        field(json, "labels", object(alert.labels().asMap()));
        field(json, "annotations", object(alert.annotations()));
        field(json, "startsAt", time(alert.startsAt()));
        field(json, "endsAt", time(resolved ? alert.endsAt() : GoTime.ZERO));
        field(json, "generatorURL", GoJson.string(alert.generatorUrl()));
        field(json, "fingerprint", GoJson.string(alert.fingerprint().toString()));
        return json.append('}').toString();
    }

    private static void field(StringBuilder json, String name, String value) {
        json.append(json.length() > 1 ? "," : "")
                .append(GoJson.string(name))
                .append(':')
                .append(value);
    }

    private static String object(Map<String, String> pairs) {
        var sorted = new TreeMap<String, String>(ByteOrder.OF_UTF8);
        sorted.putAll(pairs);
        return GoJson.object(sorted);
    }

    private static String status(boolean resolved) {
        return resolved ? "resolved" : "firing";
    }

    private static String time(Instant instant) {
        return GoJson.string(GoTime.format(instant));
    }

    /** The receiver's name as a regular expression, for links into the user interface. */
    private static String escaped(String receiver) {
        var escaped = new StringBuilder();
        receiver.chars()
                .forEach(c -> escaped.append(SIGNS_OF_REGEX.indexOf(c) >= 0 ? "\\" : "")
                        .append((char) c));
        return escaped.toString();
    }
}
