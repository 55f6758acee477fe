package dev.tocsin.http.alertmanager;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tocsin.http.alertmanager.AlertsBodyParser.PostableAlert;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.limits.Limit;
import dev.tocsin.notation.GoTime;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parses the body of {@code POST /alerts} token by token, without a tree of nodes. It takes bodies in the form that
 * Prometheus writes. Any other body, valid or not, is left to {@link AlertsBodyParser}, which has the rules for other
 * forms and the errors.
 */
final class AlertsStreamParser {
    private final JsonParser json;

    private AlertsStreamParser(JsonParser json) {
        this.json = json;
    }

    /** Returns empty if the body has another form. */
    static Optional<List<PostableAlert>> parse(byte[] body) {
        try (var json = TolerantJson.parser(body)) {
            return Optional.of(new AlertsStreamParser(json).alerts());
        } catch (IOException | IllegalArgumentException otherForm) {
            return Optional.empty();
        }
    }

    private List<PostableAlert> alerts() throws IOException {
        require(json.nextToken() == JsonToken.START_ARRAY);
        var alerts = new ArrayList<PostableAlert>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(alerts.size() < Limit.POSTED_ALERTS.value());
            alerts.add(alert());
        }
        return alerts;
    }

    private PostableAlert alert() throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT);
        Map<String, String> labels = null;
        Map<String, String> annotations = Map.of();
        var startsAt = GoTime.ZERO;
        var endsAt = GoTime.ZERO;
        var url = "";
        while (json.nextToken() != JsonToken.END_OBJECT) {
            switch (json.currentName()) {
                case "labels" -> labels = texts();
                case "annotations" -> annotations = texts();
                case "startsAt" -> startsAt = time();
                case "endsAt" -> endsAt = time();
                case "generatorURL" -> url = text();
                default -> skipOther(json.currentName());
            }
        }
        require(labels != null && (url.isEmpty() || AlertsBodyParser.isUri(url)));
        return new PostableAlert(labels, annotations, startsAt, endsAt, url);
    }

    /** Skips a key that is unknown, whatever its case. */
    private void skipOther(String key) throws IOException {
        require(AlertsBodyParser.KEYS.stream().noneMatch(key::equalsIgnoreCase));
        json.nextToken();
        json.skipChildren();
    }

    private Map<String, String> texts() throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT);
        var texts = new LinkedHashMap<String, String>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var name = TolerantJson.text(json.currentName());
            texts.put(name, text());
        }
        return texts;
    }

    private Instant time() throws IOException {
        return ApiTime.parse(text());
    }

    private String text() throws IOException {
        require(json.nextToken() == JsonToken.VALUE_STRING);
        return TolerantJson.text(json.getText());
    }

    private static void require(boolean hasUsualForm) {
        if (!hasUsualForm) {
            throw new IllegalArgumentException("has another form");
        }
    }
}
