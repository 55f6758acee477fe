package dev.tocsin.notification.receivers;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.NotificationReason;
import dev.tocsin.templates.Templates;
import dev.tocsin.templates.functions.AlertmanagerFunctions;
import dev.tocsin.templates.functions.DefaultTemplates;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Notifications for tests, with alerts of two instances of one service. */
public final class TestNotifications {
    public static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    public static final Templates TEMPLATES = DefaultTemplates.with(AlertmanagerFunctions.of(AT, Labels.EMPTY));
    public static final String GROUP_KEY = "{}:{alertname=\"HighCPU\", cluster=\"eu1\"}";

    /** Fails for files. Does not parse YAML. */
    public static final NotificationRenderer.RenderContext EMPTY_CONTEXT = new NotificationRenderer.RenderContext(
            path -> {
                throw new IllegalStateException("unexpected access to a file");
            },
            text -> text);

    private TestNotifications() {}

    public static Notification firing() {
        return of(
                alert("a:9100", "http://prom/g?a=1&b=2", Alert.NO_END),
                alert("b:9100", "http://prom/g2", Alert.NO_END));
    }

    public static Notification partlyResolved() {
        return of(alert("a:9100", "http://prom/g?a=1&b=2", Alert.NO_END), alert("b:9100", "http://prom/g2", AT));
    }

    public static Notification resolved() {
        return of(alert("a:9100", "http://prom/g?a=1&b=2", AT), alert("b:9100", "http://prom/g2", AT));
    }

    public static Notification of(Alert... alerts) {
        return of(Map.of(), TEMPLATES, alerts);
    }

    public static Notification of(Map<String, String> remembered, Templates templates, Alert... alerts) {
        return new Notification(
                "team-x",
                NotificationReason.FIRST_NOTIFICATION,
                GROUP_KEY,
                Labels.of("alertname", "HighCPU", "cluster", "eu1"),
                List.of(alerts),
                AT,
                "http://am.example:9093",
                0,
                Labels.EMPTY,
                remembered,
                templates);
    }

    public static Alert alert(String instance, String generatorUrl, Instant endsAt) {
        var labels = Labels.of("alertname", "HighCPU", "cluster", "eu1", "instance", instance, "severity", "critical");
        return new Alert(labels, Map.of("summary", "CPU high"), AT.minusSeconds(60), endsAt, generatorUrl, AT);
    }
}
