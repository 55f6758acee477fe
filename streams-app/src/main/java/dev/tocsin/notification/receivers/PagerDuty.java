package dev.tocsin.notification.receivers;

import dev.tocsin.labels.ByteOrder;
import dev.tocsin.notation.GoJson;
import dev.tocsin.notification.receivers.http.Request;
import dev.tocsin.notification.receivers.http.Secret;
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
        Manner manner,
        String url,
        Secret routingKey,
        Secret serviceKey,
        Texts texts,
        Map<String, Object> details,
        List<Map<String, String>> images,
        List<Map<String, String>> links)
        implements OverHttp {
    static final Texts TEXTS = Texts.of("class", "component", "group", "source")
            .calling("client", "pagerduty.default.client")
            .calling("client_url", "pagerduty.default.clientURL")
            .calling("description", "pagerduty.default.description")
            .and("severity", "error");
    /** What {@code details} has unless told otherwise. */
    static final Map<String, String> DETAILS = Map.of(
            "firing", "{{ .Alerts.Firing | toJson }}",
            "resolved", "{{ .Alerts.Resolved | toJson }}",
            "num_firing", "{{ .Alerts.Firing | len }}",
            "num_resolved", "{{ .Alerts.Resolved | len }}");

    private static final String FIRST_VERSION = "https://events.pagerduty.com/generic/2010-04-15/create_event.json";
    private static final int LONGEST_SUMMARY = 1_024;
    private static final int MOST_BYTES = 512_000;
    private static final Retrying FORBIDDEN_TOO = new Retrying(Set.of(403));

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
    public Step begin(Telling telling) {
        var first = !serviceKey.isNone();
        var event = first ? FIRST_VERSION : url;
        var whole = json(telling, rendered(telling), first);
        var body = bytes(whole) <= MOST_BYTES ? whole : json(telling, tooLarge(bytes(whole)), first);
        return Step.once(
                Request.post(event, body, manner.http()), first ? FORBIDDEN_TOO : Retrying.SERVER_ERRORS_AND_LIMITS);
    }

    private String json(Telling telling, Map<String, Object> details, boolean first) {
        return GoJson.value(first ? firstVersion(telling, details) : secondVersion(telling, details)) + "\n";
    }

    private Json firstVersion(Telling telling, Map<String, Object> details) {
        var event = Json.with("service_key", telling.text(telling.secret(serviceKey)))
                .and("incident_key", telling.keyHash())
                .and("event_type", action(telling))
                .andIfAny("description", Cut.toRunes(texts.render("description", telling), LONGEST_SUMMARY))
                .and("event_action", "")
                .and("payload", null);
        if (telling.isFiring()) {
            event.andIfAny("client", texts.render("client", telling))
                    .andIfAny("client_url", texts.render("client_url", telling));
        }
        return event.andIfAny("details", details);
    }

    private Json secondVersion(Telling telling, Map<String, Object> details) {
        var client = texts.render("client", telling);
        var source = texts.template("source").isEmpty() ? client : texts.render("source", telling);
        var payload = Json.with("summary", Cut.toRunes(texts.render("description", telling), LONGEST_SUMMARY))
                .and("source", source)
                .and("severity", texts.render("severity", telling))
                .andIfAny("class", texts.render("class", telling))
                .andIfAny("component", texts.render("component", telling))
                .andIfAny("group", texts.render("group", telling))
                .andIfAny("custom_details", details);
        return Json.with("routing_key", telling.text(telling.secret(routingKey)))
                .and("dedup_key", telling.keyHash())
                .and("event_action", action(telling))
                .and("payload", payload)
                .andIfAny("client", client)
                .andIfAny("client_url", texts.render("client_url", telling))
                .andIfAny("images", having("src", images, List.of("src", "alt", "href"), telling))
                .andIfAny("links", having("href", links, List.of("href", "text"), telling));
    }

    private static String action(Telling telling) {
        return telling.isFiring() ? "trigger" : "resolve";
    }

    private static List<Json> having(
            String needed, List<Map<String, String>> all, List<String> names, Telling telling) {
        return all.stream()
                .map(templates -> {
                    var json = new Json();
                    names.forEach(name -> json.and(name, telling.text(templates.getOrDefault(name, ""))));
                    return json;
                })
                .filter(json -> !json.get(needed).equals(""))
                .toList();
    }

    private Map<String, Object> rendered(Telling telling) {
        var rendered = new TreeMap<String, Object>(ByteOrder.OF_UTF8);
        details.forEach((name, value) -> rendered.put(name, telling.structure(value)));
        return rendered;
    }

    private static Map<String, Object> tooLarge(int bytes) {
        return Map.of(
                "error",
                "Custom details have been removed because the original event exceeds the maximum size of %d bytes (%d)"
                        .formatted(MOST_BYTES, bytes));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
