package dev.tocsin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.silences.Silence;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the API of an Alertmanager. Entries that cannot be used become problems. */
final class AlertmanagerClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_BYTES = 512 * 1024 * 1024;

    private final URI base;
    private final Map<String, String> headers = new LinkedHashMap<>();

    /** @param headers such as {@code X-Scope-OrgID: team} */
    AlertmanagerClient(URI url, List<String> headers) {
        if (url.getHost() == null || url.getScheme() == null || !url.getScheme().startsWith("http")) {
            throw new CommandFailedException("'%s' is not an address such as http://alertmanager:9093".formatted(url));
        }
        if (url.getUserInfo() != null) {
            var login = Base64.getEncoder().encodeToString(url.getUserInfo().getBytes(StandardCharsets.UTF_8));
            this.headers.put("Authorization", "Basic " + login);
        }
        for (var header : headers) {
            var parts = header.split(":", 2);
            if (parts.length < 2) {
                throw new CommandFailedException("header '%s' must have the form 'NAME: VALUE'".formatted(header));
            }
            this.headers.put(parts[0].strip(), parts[1].strip());
        }
        var path = Optional.ofNullable(url.getRawPath()).orElse("").replaceAll("/+$", "");
        var port = url.getPort() < 0 ? "" : ":" + url.getPort();
        this.base = URI.create(url.getScheme() + "://" + url.getHost() + port + path);
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
        var uri = URI.create(base + path);
        try {
            var request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
            headers.forEach(request::header);
            var response = HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .build()
                    .send(request.build(), BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                var bytes = body.readNBytes(MAX_BYTES);
                if (response.statusCode() != 200) {
                    throw new CommandFailedException("%s answered %d: %s"
                            .formatted(
                                    uri, response.statusCode(), shortened(new String(bytes, StandardCharsets.UTF_8))));
                }
                return list(uri, bytes);
            }
        } catch (IOException e) {
            throw new CommandFailedException("%s cannot be read: %s".formatted(uri, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("%s was not read: the command was interrupted".formatted(uri));
        }
    }

    private static JsonNode list(URI uri, byte[] bytes) throws IOException {
        var list = JSON.readTree(bytes);
        if (!list.isArray()) {
            throw new CommandFailedException("%s did not answer with a list: is it an Alertmanager?".formatted(uri));
        }
        return list;
    }

    private static String shortened(String text) {
        return TextTable.printable(text.length() > 200 ? text.substring(0, 200) + "..." : text);
    }
}
