package dev.tocsin.templates.functions;

import dev.tocsin.alerts.Alert;
import dev.tocsin.templates.Described;
import dev.tocsin.templates.GoPrint;
import dev.tocsin.templates.Shape;
import java.time.Instant;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The alerts of which a notification tells. Immutable. */
public final class NotifiedAlerts extends AbstractList<NotifiedAlert> implements Described {
    private static final Shape<NotifiedAlerts> SHAPE = Shape.named("template.Alerts", NotifiedAlerts.class)
            .method("Firing", NotifiedAlerts::firing)
            .method("Resolved", NotifiedAlerts::resolved);

    private final List<NotifiedAlert> alerts;

    private NotifiedAlerts(List<NotifiedAlert> alerts) {
        this.alerts = List.copyOf(alerts);
    }

    public static NotifiedAlerts of(List<Alert> alerts, Instant now) {
        return new NotifiedAlerts(
                alerts.stream().map(alert -> new NotifiedAlert(alert, now)).toList());
    }

    NotifiedAlerts firing() {
        return new NotifiedAlerts(
                alerts.stream().filter(alert -> !alert.isResolved()).toList());
    }

    NotifiedAlerts resolved() {
        return new NotifiedAlerts(
                alerts.stream().filter(NotifiedAlert::isResolved).toList());
    }

    /** {@code firing} if any alert fires. */
    String status() {
        return firing().isEmpty() ? "resolved" : "firing";
    }

    /** The labels that all alerts have, with the same values. */
    Kv commonLabels() {
        return common(NotifiedAlert::labels);
    }

    /** The annotations that all alerts have, with the same values. */
    Kv commonAnnotations() {
        return common(NotifiedAlert::annotations);
    }

    private Kv common(Function<NotifiedAlert, Map<String, String>> texts) {
        if (alerts.isEmpty()) {
            return new Kv(Map.of());
        }
        var common = new LinkedHashMap<>(texts.apply(alerts.get(0)));
        alerts.forEach(alert -> common.entrySet().retainAll(texts.apply(alert).entrySet()));
        return new Kv(common);
    }

    @Override
    public NotifiedAlert get(int index) {
        return alerts.get(index);
    }

    @Override
    public int size() {
        return alerts.size();
    }

    @Override
    public Shape<?> shape() {
        return SHAPE;
    }

    @Override
    public String toString() {
        return GoPrint.text(alerts);
    }
}
