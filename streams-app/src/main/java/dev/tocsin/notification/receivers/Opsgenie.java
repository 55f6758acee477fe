package dev.tocsin.notification.receivers;

import dev.tocsin.labels.Utf8Order;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Opsgenie; a group is one alert there, known by its alias. */
public record Opsgenie(
        IntegrationSettings settings,
        String apiUrl,
        Secret apiKey,
        TemplateFields templateFields,
        Map<String, String> details,
        List<Responder> responders,
        boolean updateAlerts)
        implements HttpIntegration {
    static final TemplateFields DEFAULT_FIELDS = TemplateFields.of("entity", "actions", "tags", "note", "priority")
            .andDefaultTemplate("message", "opsgenie.default.message")
            .andDefaultTemplate("description", "opsgenie.default.description")
            .andDefaultTemplate("source", "opsgenie.default.source");
    private static final int MAX_MESSAGE_LENGTH = 130;

    public Opsgenie {
        details = Map.copyOf(details);
        responders = List.copyOf(responders);
    }

    /** Templates, all of them. */
    record Responder(String id, String name, String username, String type) {}

    @Override
    public String kind() {
        return "opsgenie";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var alerts = WebUrl.join(apiUrl, "v2/alerts");
        var alias = telling.keyHash();
        var key = "GenieKey " + telling.renderText(telling.readSecret(apiKey));
        if (!telling.isFiring()) {
            var source = JsonObject.of("source", templateFields.render("source", telling));
            return sendAll(List.of(WebRequest.post(endpoint(alerts, alias, "close"), source, settings.http())), key);
        }
        var requests = new ArrayList<WebRequest>();
        var message = Truncate.inRunes(templateFields.render("message", telling), MAX_MESSAGE_LENGTH);
        requests.add(WebRequest.post(alerts, creation(telling, alias, message), settings.http()));
        if (updateAlerts) {
            var description = JsonObject.of("description", templateFields.render("description", telling));
            requests.add(WebRequest.put(
                    endpoint(alerts, alias, "message"), JsonObject.of("message", message), settings.http()));
            requests.add(WebRequest.put(endpoint(alerts, alias, "description"), description, settings.http()));
        }
        return sendAll(requests, key);
    }

    private static String endpoint(String alerts, String alias, String what) {
        return alerts + "/" + alias + "/" + what + "?identifierType=alias";
    }

    /** One request after another, as long as they succeed. */
    private static ExchangeStep sendAll(List<WebRequest> requests, String key) {
        if (requests.isEmpty()) {
            return ExchangeStep.delivered();
        }
        return ExchangeStep.send(
                requests.get(0).with("Authorization", key),
                answer -> answer.isOk()
                        ? sendAll(requests.subList(1, requests.size()), key)
                        : new ExchangeStep.Done(RetryPolicy.SERVER_ERRORS_AND_RATE_LIMITS.result(answer)));
    }

    private JsonObject creation(NotificationRenderer telling, String alias, String message) {
        var all = new TreeMap<String, String>(Utf8Order.COMPARATOR);
        all.putAll(telling.notification().commonLabels());
        all.putAll(telling.renderAll(details));
        return JsonObject.of("alias", alias)
                .and("message", message)
                .andIfNotEmpty("description", templateFields.render("description", telling))
                .and("details", all)
                .and("source", templateFields.render("source", telling))
                .andIfNotEmpty("responders", responders(telling))
                .andIfNotEmpty("tags", renderCommaList("tags", telling))
                .andIfNotEmpty("note", templateFields.render("note", telling))
                .andIfNotEmpty("priority", templateFields.render("priority", telling))
                .andIfNotEmpty("entity", templateFields.render("entity", telling))
                .andIfNotEmpty("actions", renderCommaList("actions", telling));
    }

    private List<JsonObject> responders(NotificationRenderer telling) {
        return responders.stream()
                .flatMap(responder -> rendered(responder, telling))
                .toList();
    }

    private static Stream<JsonObject> rendered(Responder responder, NotificationRenderer telling) {
        var name = telling.renderText(responder.name());
        var type = telling.renderText(responder.type());
        if (type.equals("teams")) {
            return split(name).stream().map(team -> JsonObject.of("name", team).and("type", "team"));
        }
        var rendered = new JsonObject()
                .andIfNotEmpty("id", telling.renderText(responder.id()))
                .andIfNotEmpty("name", name)
                .andIfNotEmpty("username", telling.renderText(responder.username()));
        // A template may name nobody.
        return rendered.isEmpty() ? Stream.of() : Stream.of(rendered.and("type", type));
    }

    private List<String> renderCommaList(String name, NotificationRenderer telling) {
        return split(templateFields.render(name, telling));
    }

    private static List<String> split(String list) {
        return Stream.of(list.split(",")).filter(item -> !item.isBlank()).toList();
    }
}
