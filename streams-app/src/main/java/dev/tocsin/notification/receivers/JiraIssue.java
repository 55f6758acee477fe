package dev.tocsin.notification.receivers;

import dev.tocsin.labels.Utf8Order;
import dev.tocsin.notification.receivers.http.PermanentDeliveryException;
import dev.tocsin.notification.receivers.http.WebResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What an issue says of a group. */
record JiraIssue(Jira jira, NotificationRenderer renderer) {
    private static final int MAX_SUMMARY_LENGTH = 255;
    private static final int MAX_DESCRIPTION_LENGTH = 32_767;

    /** By which the issue of a group is found again. */
    static String label(NotificationRenderer telling) {
        return "ALERT{" + telling.keyHash() + "}";
    }

    Map<String, Object> createFields() {
        return fields(true, true);
    }

    /** Without what is to stay as it was created. */
    Map<String, Object> updateFields() {
        return fields(jira.updates().summary(), jira.updates().description());
    }

    private Map<String, Object> fields(boolean summary, boolean description) {
        var fields = new TreeMap<String, Object>(Utf8Order.COMPARATOR);
        fields.put("project", JsonObject.of("key", text("project")));
        fields.put("issuetype", JsonObject.of("name", text("issue_type")));
        fields.put("labels", labels());
        if (summary) {
            fields.put("summary", Truncate.inRunes(text("summary"), MAX_SUMMARY_LENGTH));
        }
        if (description) {
            description(Truncate.inRunes(text("description"), MAX_DESCRIPTION_LENGTH), fields);
        }
        var priority = text("priority");
        if (!priority.isEmpty()) {
            fields.put("priority", JsonObject.of("name", priority));
        }
        jira.fields().forEach((name, value) -> fields.put(name, renderer.renderStructure(value)));
        return JsonObject.of("fields", fields);
    }

    private void description(String text, Map<String, Object> fields) {
        if (!jira.api().usesDocumentFormat()) {
            fields.put("description", text);
            return;
        }
        var document = new WebResponse(0, "", text).json();
        if (!text.isEmpty() && !document.isMissingNode()) {
            fields.put("description", JsonData.of(document));
        } else if (!text.isEmpty()) {
            throw new PermanentDeliveryException(
                    "description is not JSON, as version 3 of Jira's interface needs it: " + text);
        }
    }

    private List<String> labels() {
        return Stream.concat(jira.labels().stream().map(renderer::renderText), Stream.of(label(renderer)))
                .sorted(Utf8Order.COMPARATOR)
                .toList();
    }

    private String text(String name) {
        return jira.templateFields().render(name, renderer);
    }
}
