package dev.tocsin.notification.receivers;

import dev.tocsin.labels.Utf8Order;
import dev.tocsin.notation.GoJson;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * PagerDuty; a group is one incident there. With a service key it is told in the words of the first version of its
 * interface, with a routing key in those of the second.
 *
 * @param details data whose texts are templates
 * @param images with {@code src}, {@code alt} and {@code href}
 * @param links with {@code href} and {@code text}
 */
record PagerDuty(
        IntegrationSettings settings,
        String url,
        Secret routingKey,
        Secret serviceKey,
        TemplateFields templateFields,
        Map<String, Object> details,
        List<Map<String, String>> images,
        List<Map<String, String>> links)
        implements HttpIntegration {
    static final TemplateFields DEFAULT_FIELDS = TemplateFields.of("class", "component", "group", "source")
            .andDefaultTemplate("client", "pagerduty.default.client")
            .andDefaultTemplate("client_url", "pagerduty.default.clientURL")
            .andDefaultTemplate("description", "pagerduty.default.description")
            .and("severity", "error");
    /** What {@code details} has unless told otherwise. */
    static final Map<String, String> DETAILS = Map.of(
            "firing", "{{ .Alerts.Firing | toJson }}",
            "resolved", "{{ .Alerts.Resolved | toJson }}",
            "num_firing", "{{ .Alerts.Firing | len }}",
            "num_resolved", "{{ .Alerts.Resolved | len }}");

    private static final String V1_URL = "https://events.pagerduty.com/generic/2010-04-15/create_event.json";
    private static final int MAX_SUMMARY_LENGTH = 1_024;
    private static final int MAX_BYTES = 512_000;
    private static final RetryPolicy RETRY_ON_FORBIDDEN = new RetryPolicy(Set.of(403));

    public PagerDuty {
        details = Map.copyOf(details);
        images = List.copyOf(images);
        links = List.copyOf(links);
    }

    @Override
    public String kind() {
        return "pagerduty";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var first = !serviceKey.isNone();
        var event = first ? V1_URL : url;
        var whole = json(telling, rendered(telling), first);
        var body = bytes(whole) <= MAX_BYTES ? whole : json(telling, truncatedDetails(bytes(whole)), first);
        return ExchangeStep.sendOnce(
                WebRequest.post(event, body, settings.http()),
                first ? RETRY_ON_FORBIDDEN : RetryPolicy.SERVER_ERRORS_AND_RATE_LIMITS);
    }

    private String json(NotificationRenderer telling, Map<String, Object> details, boolean first) {
        return GoJson.value(first ? v1Message(telling, details) : v2Message(telling, details)) + "\n";
    }

    private JsonObject v1Message(NotificationRenderer telling, Map<String, Object> details) {
        var event = JsonObject.of("service_key", telling.renderText(telling.readSecret(serviceKey)))
                .and("incident_key", telling.keyHash())
                .and("event_type", action(telling))
                .andIfNotEmpty(
                        "description",
                        Truncate.inRunes(templateFields.render("description", telling), MAX_SUMMARY_LENGTH))
                .and("event_action", "")
                .and("payload", null);
        if (telling.isFiring()) {
            event.andIfNotEmpty("client", templateFields.render("client", telling))
                    .andIfNotEmpty("client_url", templateFields.render("client_url", telling));
        }
        return event.andIfNotEmpty("details", details);
    }

    private JsonObject v2Message(NotificationRenderer telling, Map<String, Object> details) {
        var client = templateFields.render("client", telling);
        var source = templateFields.template("source").isEmpty() ? client : templateFields.render("source", telling);
        var payload = JsonObject.of(
                        "summary", Truncate.inRunes(templateFields.render("description", telling), MAX_SUMMARY_LENGTH))
                .and("source", source)
                .and("severity", templateFields.render("severity", telling))
                .andIfNotEmpty("class", templateFields.render("class", telling))
                .andIfNotEmpty("component", templateFields.render("component", telling))
                .andIfNotEmpty("group", templateFields.render("group", telling))
                .andIfNotEmpty("custom_details", details);
        return JsonObject.of("routing_key", telling.renderText(telling.readSecret(routingKey)))
                .and("dedup_key", telling.keyHash())
                .and("event_action", action(telling))
                .and("payload", payload)
                .andIfNotEmpty("client", client)
                .andIfNotEmpty("client_url", templateFields.render("client_url", telling))
                .andIfNotEmpty("images", renderComplete("src", images, List.of("src", "alt", "href"), telling))
                .andIfNotEmpty("links", renderComplete("href", links, List.of("href", "text"), telling));
    }

    private static String action(NotificationRenderer telling) {
        return telling.isFiring() ? "trigger" : "resolve";
    }

    private static List<JsonObject> renderComplete(
            String needed, List<Map<String, String>> all, List<String> names, NotificationRenderer telling) {
        return all.stream()
                .map(templates -> {
                    var json = new JsonObject();
                    names.forEach(name -> json.and(name, telling.renderText(templates.getOrDefault(name, ""))));
                    return json;
                })
                .filter(json -> !json.get(needed).equals(""))
                .toList();
    }

    private Map<String, Object> rendered(NotificationRenderer telling) {
        var rendered = new TreeMap<String, Object>(Utf8Order.COMPARATOR);
        details.forEach((name, value) -> rendered.put(name, telling.renderStructure(value)));
        return rendered;
    }

    private static Map<String, Object> truncatedDetails(int bytes) {
        return Map.of(
                "error",
                "Custom details have been removed because the original event exceeds the maximum size of %d bytes (%d)"
                        .formatted(MAX_BYTES, bytes));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
