package dev.tocsin.notification.receivers;

import dev.tocsin.labels.ByteOrder;
import dev.tocsin.notification.receivers.http.Answer;
import dev.tocsin.notification.receivers.http.CannotTellException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What an issue says of a group. */
record JiraIssue(Jira jira, Telling telling) {
    private static final int LONGEST_SUMMARY = 255;
    private static final int LONGEST_DESCRIPTION = 32_767;

    /** By which the issue of a group is found again. */
    static String label(Telling telling) {
        return "ALERT{" + telling.keyHash() + "}";
    }

    Map<String, Object> created() {
        return fields(true, true);
    }

    /** Without what is to stay as it was created. */
    Map<String, Object> updated() {
        return fields(jira.updates().summary(), jira.updates().description());
    }

    private Map<String, Object> fields(boolean summary, boolean description) {
        var fields = new TreeMap<String, Object>(ByteOrder.OF_UTF8);
        fields.put("project", Json.with("key", text("project")));
        fields.put("issuetype", Json.with("name", text("issue_type")));
        fields.put("labels", labels());
        if (summary) {
            fields.put("summary", Cut.toRunes(text("summary"), LONGEST_SUMMARY));
        }
        if (description) {
            description(Cut.toRunes(text("description"), LONGEST_DESCRIPTION), fields);
        }
        var priority = text("priority");
        if (!priority.isEmpty()) {
            fields.put("priority", Json.with("name", priority));
        }
        jira.fields().forEach((name, value) -> fields.put(name, telling.structure(value)));
        return Json.with("fields", fields);
    }

    private void description(String text, Map<String, Object> fields) {
        if (!jira.api().hasDocuments()) {
            fields.put("description", text);
            return;
        }
        var document = new Answer(0, "", text).json();
        if (!text.isEmpty() && !document.isMissingNode()) {
            fields.put("description", JsonData.of(document));
        } else if (!text.isEmpty()) {
            throw new CannotTellException(
                    "description is not JSON, as version 3 of Jira's interface needs it: " + text);
        }
    }

    private List<String> labels() {
        return Stream.concat(jira.labels().stream().map(telling::text), Stream.of(label(telling)))
                .sorted(ByteOrder.OF_UTF8)
                .toList();
    }

    private String text(String name) {
        return jira.texts().render(name, telling);
    }
}
