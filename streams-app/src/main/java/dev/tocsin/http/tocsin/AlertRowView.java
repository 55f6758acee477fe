package dev.tocsin.http.tocsin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.notification.listing.ListedAlert;
import dev.tocsin.notification.listing.ListedAlert.RuleOrigin;
import java.util.List;
import java.util.Map;

/**
 * A row of a list of alerts.
 *
 * @param since start of the episode; of a pending alert, when its condition began to hold
 * @param value the result of the rule's expression as text, because it can be NaN; empty for a posted alert
 * @param summary the annotation {@code summary} or {@code description}, shortened
 * @param source {@code rule} or {@code posted}
 * @param rule null for a posted alert
 */
record AlertRowView(
        String fingerprint,
        String name,
        Map<String, String> labels,
        String since,
        String endsAt,
        String state,
        List<String> silencedBy,
        List<String> inhibitedBy,
        List<String> mutedBy,
        Object value,
        String summary,
        String source,
        @JsonInclude RuleReferenceView rule,
        List<String> receivers) {
    private static final int MAX_SUMMARY = 200;

    /** A rule by its names. */
    record RuleReferenceView(String namespace, String group, String name) {
        static RuleReferenceView of(RuleOrigin origin) {
            return new RuleReferenceView(origin.namespace(), origin.group(), origin.rule());
        }
    }

    static AlertRowView of(ListedAlert listed) {
        var alert = listed.alert();
        return new AlertRowView(
                alert.fingerprint().toString(),
                alert.labels().get("alertname"),
                alert.labels().asMap(),
                TimeText.of(alert.startsAt()),
                TimeText.of(alert.endsAt()),
                listed.state().text(),
                listed.silencedBy(),
                listed.inhibitedBy(),
                listed.mutedBy(),
                listed.origin().map(RuleOrigin::value).map(AlertRowView::number).orElse(null),
                summary(alert.annotations()),
                listed.origin().isPresent() ? "rule" : "posted",
                listed.origin().map(RuleReferenceView::of).orElse(null),
                listed.receivers());
    }

    /** A number, or a text for values that JSON numbers do not have. */
    static Object number(double value) {
        return Double.isFinite(value) ? value : (Object) Double.toString(value).replace("Infinity", "Inf");
    }

    private static String summary(Map<String, String> annotations) {
        var text = annotations.getOrDefault("summary", annotations.getOrDefault("description", ""));
        if (text.length() <= MAX_SUMMARY) {
            return text;
        }
        // Half of a surrogate pair is no character.
        var end = Character.isHighSurrogate(text.charAt(MAX_SUMMARY - 2)) ? MAX_SUMMARY - 2 : MAX_SUMMARY - 1;
        return text.substring(0, end) + "…";
    }
}
