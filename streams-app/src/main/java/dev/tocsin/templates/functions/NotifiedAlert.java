package dev.tocsin.templates.functions;

import dev.tocsin.alerts.Alert;
import dev.tocsin.templates.Described;
import dev.tocsin.templates.Shape;
import java.time.Instant;
import java.util.LinkedHashMap;

/** An alert as notifications tell of it, at the time of telling. */
record NotifiedAlert(Alert alert, Instant now) implements Described, GoJson.Formed {
    private static final Shape<NotifiedAlert> SHAPE = Shape.named("template.Alert", NotifiedAlert.class)
            .field("Status", NotifiedAlert::status)
            .field("Labels", NotifiedAlert::labels)
            .field("Annotations", NotifiedAlert::annotations)
            .field("StartsAt", NotifiedAlert::startsAt)
            .field("EndsAt", NotifiedAlert::endsAt)
            .field("GeneratorURL", told -> told.alert().generatorUrl())
            .field("Fingerprint", NotifiedAlert::fingerprint);

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

    GoTime startsAt() {
        return GoTime.utc(alert.startsAt());
    }

    /** Go's zero while the alert fires: nobody knows when it will end. */
    GoTime endsAt() {
        return isResolved() ? GoTime.utc(alert.endsAt()) : GoTime.ZERO;
    }

    String fingerprint() {
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
