package dev.tocsin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.silences.Silence;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the API of an Alertmanager. Entries that cannot be used become problems. */
final class AlertmanagerClient {
    private final ApiClient api;

    /** @param headers such as {@code X-Scope-OrgID: team} */
    AlertmanagerClient(URI url, List<String> headers) {
        api = new ApiClient(url, headers);
    }

    /** All silences. */
    List<Silence> silences(List<String> problems) {
        var silences = new ArrayList<Silence>();
        for (var silence : get("/api/v2/silences")) {
            try {
                silences.add(silence(silence));
            } catch (RuntimeException e) {
                problems.add("silence %s cannot be used: %s"
                        .formatted(silence.path("id").asText(), e.getMessage()));
            }
        }
        return silences;
    }

    /** The labels of all alerts, with the times at which they started. */
    Map<Labels, Instant> alerts(List<String> problems) {
        var alerts = new LinkedHashMap<Labels, Instant>();
        for (var alert : get("/api/v2/alerts")) {
            try {
                alerts.put(Labels.of(texts(alert.path("labels"))), time(alert.path("startsAt")));
            } catch (RuntimeException e) {
                problems.add("alert %s cannot be used: %s"
                        .formatted(alert.path("fingerprint").asText(), e.getMessage()));
            }
        }
        return alerts;
    }

    private static Silence silence(JsonNode silence) {
        var matchers = new ArrayList<Matcher>();
        for (var matcher : silence.path("matchers")) {
            var op = Matcher.Op.of(
                    matcher.path("isRegex").asBoolean(), matcher.path("isEqual").asBoolean(true));
            matchers.add(Matcher.alerting(
                    matcher.path("name").asText(), op, matcher.path("value").asText()));
        }
        return new Silence(
                silence.path("id").asText(),
                matchers,
                time(silence.path("startsAt")),
                time(silence.path("endsAt")),
                time(silence.path("updatedAt")),
                silence.path("createdBy").asText(),
                silence.path("comment").asText(),
                texts(silence.path("annotations")));
    }

    private static Instant time(JsonNode text) {
        return OffsetDateTime.parse(text.asText()).toInstant();
    }

    private static Map<String, String> texts(JsonNode object) {
        var texts = new LinkedHashMap<String, String>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private JsonNode get(String path) {
        var list = api.get(path);
        if (!list.isArray()) {
            throw new CommandFailedException(
                    "%s did not answer with a list: is it an Alertmanager?".formatted(api.uri(path)));
        }
        return list;
    }
}
