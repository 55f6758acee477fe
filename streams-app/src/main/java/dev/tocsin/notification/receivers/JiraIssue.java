package dev.tocsin.notification.receivers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.labels.Utf8Order;
import dev.tocsin.notification.receivers.http.PermanentDeliveryException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The fields of a group's Jira issue. */
record JiraIssue(Jira jira, NotificationRenderer renderer) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_SUMMARY_LENGTH = 255;
    private static final int MAX_DESCRIPTION_LENGTH = 32_767;

    /** The label that identifies the issue of a group. */
    static String label(NotificationRenderer renderer) {
        return "ALERT{" + renderer.keyHash() + "}";
    }

    Map<String, Object> createFields() {
        return fields(true, true);
    }

    Map<String, Object> updateFields() {
        return fields(jira.updates().summary(), jira.updates().description());
    }

    private Map<String, Object> fields(boolean withSummary, boolean withDescription) {
        var fields = new TreeMap<String, Object>(Utf8Order.COMPARATOR);
        fields.put("project", JsonObject.of("key", text("project")));
        fields.put("issuetype", JsonObject.of("name", text("issue_type")));
        fields.put("labels", labels());
        if (withSummary) {
            fields.put("summary", Truncate.inRunes(text("summary"), MAX_SUMMARY_LENGTH));
        }
        if (withDescription) {
            addDescription(Truncate.inRunes(text("description"), MAX_DESCRIPTION_LENGTH), fields);
        }
        var priority = text("priority");
        if (!priority.isEmpty()) {
            fields.put("priority", JsonObject.of("name", priority));
        }
        jira.fields().forEach((name, value) -> fields.put(name, renderer.renderStructure(value)));
        return JsonObject.of("fields", fields);
    }

    private void addDescription(String text, Map<String, Object> fields) {
        if (!jira.api().usesDocumentFormat()) {
            fields.put("description", text);
        } else if (!text.isEmpty()) {
            fields.put("description", parseJson(text));
        }
    }

    private static Object parseJson(String text) {
        try {
            return JSON.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new PermanentDeliveryException(
                    "description is not JSON, which version 3 of Jira's API requires: " + text);
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
