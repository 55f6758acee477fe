package dev.tocsin.http.alertmanager;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.alerts.Alert;
import dev.tocsin.http.wire.ApiTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An alert in the API. */
record AlertView(
        Map<String, String> annotations,
        String endsAt,
        String fingerprint,
        List<ReceiverView> receivers,
        String startsAt,
        Status status,
        String updatedAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String generatorURL,
        Map<String, String> labels) {

    /** Why it is or is not told. */
    record Status(List<String> inhibitedBy, List<String> mutedBy, List<String> silencedBy, String state) {
        static Status silencedBy(List<String> silences) {
            return new Status(List.of(), List.of(), silences, silences.isEmpty() ? "active" : "suppressed");
        }
    }

    /** @param openEnd shown for an alert whose end is not foretold, as clients need some end */
    static AlertView of(Alert alert, List<String> receivers, List<String> silencedBy, Instant openEnd) {
        return new AlertView(
                alert.annotations(),
                ApiTime.millis(alert.isOpen() ? openEnd : alert.endsAt()),
                alert.fingerprint().toString(),
                ReceiverView.all(receivers),
                ApiTime.millis(alert.startsAt()),
                Status.silencedBy(silencedBy),
                ApiTime.millis(alert.updatedAt()),
                alert.generatorUrl(),
                alert.labels().asMap());
    }
}
