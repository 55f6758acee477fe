package dev.tocsin.templates.library;

import dev.tocsin.alerts.Alert;
import dev.tocsin.templates.library.time.GoTime;
import dev.tocsin.templates.values.Described;
import dev.tocsin.templates.values.Shape;
import java.time.Instant;
import java.util.LinkedHashMap;

/** An alert as notifications tell of it, at the time of telling. */
public record NotifiedAlert(Alert alert, Instant now) implements Described, GoJson.Formed {
    private static final Shape<NotifiedAlert> SHAPE = Shape.named("template.Alert", NotifiedAlert.class)
            .field("Status", NotifiedAlert::status)
            .field("Labels", NotifiedAlert::labels)
            .field("Annotations", NotifiedAlert::annotations)
            .field("StartsAt", NotifiedAlert::startsAt)
            .field("EndsAt", NotifiedAlert::endsAt)
            .field("GeneratorURL", told -> told.alert().generatorUrl())
            .field("Fingerprint", NotifiedAlert::fingerprint);

    public boolean isResolved() {
        return alert.isResolvedAt(now);
    }

    public String status() {
        return isResolved() ? "resolved" : "firing";
    }

    public Kv labels() {
        return Kv.of(alert.labels());
    }

    public Kv annotations() {
        return new Kv(alert.annotations());
    }

    public GoTime startsAt() {
        return GoTime.utc(alert.startsAt());
    }

    /** Go's zero while the alert fires: nobody knows when it will end. */
    public GoTime endsAt() {
        return isResolved() ? GoTime.utc(alert.endsAt()) : GoTime.ZERO;
    }

    public String fingerprint() {
        return alert.fingerprint().toString();
    }

    @Override
    public Object json() {
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
    public Shape<?> shape() {
        return SHAPE;
    }

    /** As Go prints a structure: its fields, in order, without their names. */
    @Override
    public String toString() {
        return "{%s %s %s %s %s %s %s}"
                .formatted(
                        status(), labels(), annotations(), startsAt(), endsAt(), alert.generatorUrl(), fingerprint());
    }
}
