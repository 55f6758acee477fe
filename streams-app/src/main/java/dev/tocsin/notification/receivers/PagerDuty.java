package dev.tocsin.notification.receivers;

import dev.tocsin.labels.Utf8Order;
import dev.tocsin.notation.GoJson;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sends PagerDuty events. An aggregation group is one incident. A service key selects version 1 of the Events API, a
 * routing key version 2.
 *
 * @param details data whose texts are templates
 * @param images templates {@code src}, {@code alt} and {@code href}
 * @param links templates {@code href} and {@code text}
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
    static final IntegrationKind KIND = IntegrationKind.of("pagerduty", PagerDuty::read)
            .withGlobals(global -> global.withUrl("pagerduty_url", "https://events.pagerduty.com/v2/enqueue"));

    static final TemplateFields DEFAULT_FIELDS = TemplateFields.of("class", "component", "group", "source")
            .andDefaultTemplate("client", "pagerduty.default.client")
            .andDefaultTemplate("client_url", "pagerduty.default.clientURL")
            .andDefaultTemplate("description", "pagerduty.default.description")
            .and("severity", "error");
    private static final Map<String, String> DEFAULT_DETAILS = Map.of(
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

    private static Integration read(IntegrationYaml yaml) {
        var routingKey = yaml.secret("routing_key");
        var serviceKey = yaml.secret("service_key");
        if (routingKey.isNone() && serviceKey.isNone()) {
            yaml.problem("missing service or routing key in PagerDuty config");
        }
        var details = new HashMap<String, Object>(DEFAULT_DETAILS);
        details.putAll(yaml.data("details"));
        return new PagerDuty(
                yaml.settingsWithTimeout(true),
                yaml.urlOrGlobal("url", "pagerduty_url"),
                routingKey,
                serviceKey,
                yaml.templateFields(DEFAULT_FIELDS),
                details,
                yaml.stringMaps("images"),
                yaml.stringMaps("links"));
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var isV1 = !serviceKey.isNone();
        var full = json(renderer, rendered(renderer), isV1);
        var body = bytes(full) <= MAX_BYTES ? full : json(renderer, removedDetails(bytes(full)), isV1);
        return ExchangeStep.sendOnce(
                WebRequest.post(isV1 ? V1_URL : url, body, settings.http()),
                isV1 ? RETRY_ON_FORBIDDEN : RetryPolicy.SERVER_ERRORS_AND_RATE_LIMITS);
    }

    private String json(NotificationRenderer renderer, Map<String, Object> details, boolean isV1) {
        return GoJson.value(isV1 ? v1Message(renderer, details) : v2Message(renderer, details)) + "\n";
    }

    private JsonObject v1Message(NotificationRenderer renderer, Map<String, Object> details) {
        var event = JsonObject.of("service_key", renderer.renderText(renderer.readSecret(serviceKey)))
                .and("incident_key", renderer.keyHash())
                .and("event_type", action(renderer))
                .andIfNotEmpty("description", summary(renderer))
                .and("event_action", "")
                .and("payload", null);
        if (renderer.isFiring()) {
            event.andIfNotEmpty(List.of("client", "client_url"), name -> templateFields.render(name, renderer));
        }
        return event.andIfNotEmpty("details", details);
    }

    private JsonObject v2Message(NotificationRenderer renderer, Map<String, Object> details) {
        var client = templateFields.render("client", renderer);
        var source = templateFields.template("source").isEmpty() ? client : templateFields.render("source", renderer);
        var payload = JsonObject.of("summary", summary(renderer))
                .and("source", source)
                .and("severity", templateFields.render("severity", renderer))
                .andIfNotEmpty(List.of("class", "component", "group"), name -> templateFields.render(name, renderer))
                .andIfNotEmpty("custom_details", details);
        return JsonObject.of("routing_key", renderer.renderText(renderer.readSecret(routingKey)))
                .and("dedup_key", renderer.keyHash())
                .and("event_action", action(renderer))
                .and("payload", payload)
                .andIfNotEmpty("client", client)
                .andIfNotEmpty("client_url", templateFields.render("client_url", renderer))
                .andIfNotEmpty("images", renderAll(images, List.of("src", "alt", "href"), renderer))
                .andIfNotEmpty("links", renderAll(links, List.of("href", "text"), renderer));
    }

    private String summary(NotificationRenderer renderer) {
        return Truncate.inRunes(templateFields.render("description", renderer), MAX_SUMMARY_LENGTH);
    }

    private static String action(NotificationRenderer renderer) {
        return renderer.isFiring() ? "trigger" : "resolve";
    }

    /** Omits items whose first field is empty. */
    private static List<JsonObject> renderAll(
            List<Map<String, String>> items, List<String> fields, NotificationRenderer renderer) {
        return items.stream()
                .map(templates -> {
                    var json = new JsonObject();
                    fields.forEach(name -> json.and(name, renderer.renderText(templates.getOrDefault(name, ""))));
                    return json;
                })
                .filter(json -> !json.get(fields.get(0)).equals(""))
                .toList();
    }

    private Map<String, Object> rendered(NotificationRenderer renderer) {
        var rendered = new TreeMap<String, Object>(Utf8Order.COMPARATOR);
        details.forEach((name, value) -> rendered.put(name, renderer.renderStructure(value)));
        return rendered;
    }

    private static Map<String, Object> removedDetails(int bytes) {
        return Map.of(
                "error",
                "Custom details have been removed because the original event exceeds the maximum size of %d bytes (%d)"
                        .formatted(MAX_BYTES, bytes));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
