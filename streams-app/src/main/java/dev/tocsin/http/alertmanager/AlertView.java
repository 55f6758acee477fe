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

    /** Whether notifications contain the alert, and what mutes it. */
    record Status(List<String> inhibitedBy, List<String> mutedBy, List<String> silencedBy, String state) {
        /** @param mutedBy the time intervals that mute the whole group */
        static Status of(Alert alert, List<String> mutedBy, Muters muters, Instant now) {
            var inhibitedBy = muters.inhibitor().inhibitedBy(alert.labels(), now).stream()
                    .map(Fingerprint::toString)
                    .toList();
            var silencedBy = muters.silences().mutedBy(alert.labels(), now);
            var isActive = inhibitedBy.isEmpty() && silencedBy.isEmpty() && mutedBy.isEmpty();
            return new Status(inhibitedBy, mutedBy, silencedBy, isActive ? "active" : "suppressed");
        }
    }

    /** @param defaultEnd the end of an alert without one, since clients need an end */
    static AlertView of(Alert alert, List<String> receivers, Status status, Instant defaultEnd) {
        return new AlertView(
                alert.annotations(),
                ApiTime.millis(alert.hasNoEnd() ? defaultEnd : alert.endsAt()),
                alert.fingerprint().toString(),
                ReceiverView.all(receivers),
                ApiTime.millis(alert.startsAt()),
                status,
                ApiTime.millis(alert.updatedAt()),
                alert.generatorUrl(),
                alert.labels().asMap());
    }
}
