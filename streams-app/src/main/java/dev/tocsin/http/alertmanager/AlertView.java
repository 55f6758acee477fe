package dev.tocsin.http.alertmanager;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.alerts.Alert;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.muting.Muters;
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
        /** @param mutedBy the intervals for which a whole group is quiet */
        static Status of(Alert alert, List<String> mutedBy, Muters mutes, Instant now) {
            var inhibitedBy = mutes.inhibitor().inhibitedBy(alert.labels(), now).stream()
                    .map(Fingerprint::toString)
                    .toList();
            var silencedBy = mutes.silences().mutedBy(alert.labels(), now);
            var isTold = inhibitedBy.isEmpty() && silencedBy.isEmpty() && mutedBy.isEmpty();
            return new Status(inhibitedBy, mutedBy, silencedBy, isTold ? "active" : "suppressed");
        }
    }

    /** @param openEnd shown for an alert whose end is not foretold, as clients need some end */
    static AlertView of(Alert alert, List<String> receivers, Status status, Instant openEnd) {
        return new AlertView(
                alert.annotations(),
                ApiTime.millis(alert.hasNoEnd() ? openEnd : alert.endsAt()),
                alert.fingerprint().toString(),
                ReceiverView.all(receivers),
                ApiTime.millis(alert.startsAt()),
                status,
                ApiTime.millis(alert.updatedAt()),
                alert.generatorUrl(),
                alert.labels().asMap());
    }
}
