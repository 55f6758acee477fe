package dev.tocsin.templates.functions;

import dev.tocsin.alerts.Alert;
import dev.tocsin.templates.TemplateObject;
import dev.tocsin.templates.TemplateType;
import java.time.Instant;
import java.util.LinkedHashMap;

/** An alert in the template data of a notification, at the time of the flush. */
record TemplateAlert(Alert alert, Instant now) implements TemplateObject, TemplateJson.JsonMarshaler {
    private static final TemplateType<TemplateAlert> TYPE = TemplateType.named("template.Alert", TemplateAlert.class)
            .field("Status", TemplateAlert::status)
            .field("Labels", TemplateAlert::labels)
            .field("Annotations", TemplateAlert::annotations)
            .field("StartsAt", TemplateAlert::startsAt)
            .field("EndsAt", TemplateAlert::endsAt)
            .field("GeneratorURL", item -> item.alert().generatorUrl())
            .field("Fingerprint", TemplateAlert::fingerprint);

    boolean isResolved() {
        return alert.isResolvedAt(now);
    }

    String status() {
        return isResolved() ? "resolved" : "firing";
    }

    Kv labels() {
        return Kv.of(alert.labels());
    }

    Kv annotations() {
        return new Kv(alert.annotations());
    }

    TemplateTime startsAt() {
        return TemplateTime.utc(alert.startsAt());
    }

    /** Go's zero time while the alert fires, because the end is unknown. */
    TemplateTime endsAt() {
        return isResolved() ? TemplateTime.utc(alert.endsAt()) : TemplateTime.ZERO;
    }

    String fingerprint() {
        return alert.fingerprint().toString();
    }

    @Override
    public Object toJsonValue() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("status", status());
        fields.put("labels", labels());
        fields.put("annotations", annotations());
        fields.put("startsAt", startsAt());
        fields.put("endsAt", endsAt());
        fields.put("generatorURL", alert.generatorUrl());
        fields.put("fingerprint", fingerprint());
        return fields;
    }

    @Override
    public TemplateType<?> templateType() {
        return TYPE;
    }

    /** Go's {@code %v} of a struct: the field values in order, without names. */
    @Override
    public String toString() {
        return "{%s %s %s %s %s %s %s}"
                .formatted(
                        status(), labels(), annotations(), startsAt(), endsAt(), alert.generatorUrl(), fingerprint());
    }
}
