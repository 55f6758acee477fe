package dev.tocsin.notification.receivers;

import dev.tocsin.labels.Utf8Order;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebUrl;
import dev.tocsin.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Creates and closes Opsgenie alerts. An aggregation group is one alert, identified by its alias. */
record Opsgenie(
        IntegrationSettings settings,
        String apiUrl,
        Secret apiKey,
        TemplateFields templateFields,
        Map<String, String> details,
        List<Responder> responders,
        boolean updateAlerts)
        implements HttpIntegration {
    static final IntegrationKind KIND = IntegrationKind.of("opsgenie", Opsgenie::read)
            .withGlobals(global -> global.withUrl("opsgenie_api_url", "https://api.opsgenie.com/")
                    .withSecret("opsgenie_api_key"))
            .withNullAsEmpty();

    private static final TemplateFields DEFAULT_FIELDS = TemplateFields.of(
                    "entity", "actions", "tags", "note", "priority")
            .andDefaultTemplate("message", "opsgenie.default.message")
            .andDefaultTemplate("description", "opsgenie.default.description")
            .andDefaultTemplate("source", "opsgenie.default.source");
    private static final int MAX_MESSAGE_LENGTH = 130;

    public Opsgenie {
        details = Map.copyOf(details);
        responders = List.copyOf(responders);
    }

    /** All components are templates. */
    record Responder(String id, String name, String username, String type) {
        private static final Pattern TYPE = Pattern.compile("^(team|teams|user|escalation|schedule)$");

        private static Responder read(YamlValue item) {
            var map = item.map();
            var responder = new Responder(
                    map.text("id", ""), map.text("name", ""), map.text("username", ""), map.text("type", ""));
            if ((responder.id + responder.name + responder.username).isEmpty()) {
                item.problem(
                        "opsGenieConfig responder %s has to have at least one of id, username or name specified"
                                .formatted(item.path()),
                        "");
            }
            if (!responder.type.contains("{{") && !TYPE.matcher(responder.type).find()) {
                item.problem(
                        "opsGenieConfig responder %s type does not match valid options %s"
                                .formatted(item.path(), TYPE.pattern()),
                        "");
            }
            map.rejectUnknownKeys();
            return responder;
        }

        /** A name of type {@code teams} is a list of teams. A responder without id and names is omitted. */
        private Stream<JsonObject> render(NotificationRenderer renderer) {
            var renderedName = renderer.renderText(name);
            var renderedType = renderer.renderText(type);
            if (renderedType.equals("teams")) {
                return split(renderedName).stream()
                        .map(team -> JsonObject.of("name", team).and("type", "team"));
            }
            var json = new JsonObject()
                    .andIfNotEmpty("id", renderer.renderText(id))
                    .andIfNotEmpty("name", renderedName)
                    .andIfNotEmpty("username", renderer.renderText(username));
            return json.isEmpty() ? Stream.of() : Stream.of(json.and("type", renderedType));
        }
    }

    private static Integration read(IntegrationYaml yaml) {
        return new Opsgenie(
                yaml.settings(true),
                yaml.urlOrGlobal("api_url", "opsgenie_api_url"),
                yaml.secretOrGlobal(
                        "api_key", "opsgenie_api_key", "no global OpsGenie API Key set either inline or in a file"),
                yaml.templateFields(DEFAULT_FIELDS),
                yaml.map().strings("details"),
                yaml.map().items("responders").stream().map(Responder::read).toList(),
                yaml.map().bool("update_alerts", false));
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var alerts = WebUrl.join(apiUrl, "v2/alerts");
        var alias = renderer.keyHash();
        var key = "GenieKey " + renderer.renderText(renderer.readSecret(apiKey));
        if (!renderer.isFiring()) {
            var source = JsonObject.of("source", templateFields.render("source", renderer));
            return sendAll(List.of(WebRequest.post(endpoint(alerts, alias, "close"), source, settings.http())), key);
        }
        var requests = new ArrayList<WebRequest>();
        var message = Truncate.inRunes(templateFields.render("message", renderer), MAX_MESSAGE_LENGTH);
        requests.add(WebRequest.post(alerts, creation(renderer, alias, message), settings.http()));
        if (updateAlerts) {
            var description = JsonObject.of("description", templateFields.render("description", renderer));
            requests.add(WebRequest.put(
                    endpoint(alerts, alias, "message"), JsonObject.of("message", message), settings.http()));
            requests.add(WebRequest.put(endpoint(alerts, alias, "description"), description, settings.http()));
        }
        return sendAll(requests, key);
    }

    private static String endpoint(String alerts, String alias, String operation) {
        return alerts + "/" + alias + "/" + operation + "?identifierType=alias";
    }

    /** Sends the requests in order and stops at the first failure. */
    private static ExchangeStep sendAll(List<WebRequest> requests, String key) {
        if (requests.isEmpty()) {
            return ExchangeStep.delivered();
        }
        return ExchangeStep.send(
                requests.get(0).with("Authorization", key),
                response -> response.isOk()
                        ? sendAll(requests.subList(1, requests.size()), key)
                        : new ExchangeStep.Done(RetryPolicy.SERVER_ERRORS_AND_RATE_LIMITS.result(response)));
    }

    private JsonObject creation(NotificationRenderer renderer, String alias, String message) {
        var allDetails = new TreeMap<String, String>(Utf8Order.COMPARATOR);
        allDetails.putAll(renderer.notification().commonLabels());
        allDetails.putAll(renderer.renderAll(details));
        return JsonObject.of("alias", alias)
                .and("message", message)
                .andIfNotEmpty("description", templateFields.render("description", renderer))
                .and("details", allDetails)
                .and("source", templateFields.render("source", renderer))
                .andIfNotEmpty(
                        "responders",
                        responders.stream()
                                .flatMap(responder -> responder.render(renderer))
                                .toList())
                .andIfNotEmpty("tags", split(templateFields.render("tags", renderer)))
                .andIfNotEmpty(List.of("note", "priority", "entity"), name -> templateFields.render(name, renderer))
                .andIfNotEmpty("actions", split(templateFields.render("actions", renderer)));
    }

    private static List<String> split(String list) {
        return Stream.of(list.split(",")).filter(item -> !item.isBlank()).toList();
    }
}
