package dev.tocsin.templates.functions;

import dev.tocsin.alerts.Alert;
import dev.tocsin.templates.TemplateType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The alerts of a notification. Immutable. */
public final class TemplateAlerts extends TemplateList<TemplateAlert> {
    private static final TemplateType<TemplateAlerts> TYPE = TemplateType.named("template.Alerts", TemplateAlerts.class)
            .method("Firing", TemplateAlerts::firing)
            .method("Resolved", TemplateAlerts::resolved);

    private TemplateAlerts(List<TemplateAlert> alerts) {
        super(alerts);
    }

    public static TemplateAlerts of(List<Alert> alerts, Instant now) {
        return new TemplateAlerts(
                alerts.stream().map(alert -> new TemplateAlert(alert, now)).toList());
    }

    TemplateAlerts firing() {
        return new TemplateAlerts(stream().filter(alert -> !alert.isResolved()).toList());
    }

    TemplateAlerts resolved() {
        return new TemplateAlerts(stream().filter(TemplateAlert::isResolved).toList());
    }

    /** {@code firing} if any alert fires, otherwise {@code resolved}. */
    String status() {
        return firing().isEmpty() ? "resolved" : "firing";
    }

    /** The labels that all alerts have with the same values. */
    Kv commonLabels() {
        return common(TemplateAlert::labels);
    }

    /** The annotations that all alerts have with the same values. */
    Kv commonAnnotations() {
        return common(TemplateAlert::annotations);
    }

    private Kv common(Function<TemplateAlert, Map<String, String>> texts) {
        if (isEmpty()) {
            return new Kv(Map.of());
        }
        var common = new LinkedHashMap<>(texts.apply(get(0)));
        forEach(alert -> common.entrySet().retainAll(texts.apply(alert).entrySet()));
        return new Kv(common);
    }

    @Override
    public TemplateType<?> templateType() {
        return TYPE;
    }
}
