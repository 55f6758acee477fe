package dev.tocsin.notification.receivers;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebUrl;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Sends alerts to Splunk On-Call, formerly VictorOps. */
record VictorOps(
        IntegrationSettings settings,
        String apiUrl,
        Secret apiKey,
        TemplateFields templateFields,
        Map<String, String> customFields)
        implements HttpIntegration {
    static final IntegrationKind KIND = IntegrationKind.of("victorops", VictorOps::read)
            .withGlobals(global -> global.withUrl(
                            "victorops_api_url", "https://alert.victorops.com/integrations/generic/20131114/alert/")
                    .withSecret("victorops_api_key"));

    private static final TemplateFields DEFAULT_FIELDS = TemplateFields.of("routing_key")
            .and("message_type", "CRITICAL")
            .andDefaultTemplate("state_message", "victorops.default.state_message")
            .andDefaultTemplate("entity_display_name", "victorops.default.entity_display_name")
            .andDefaultTemplate("monitoring_tool", "victorops.default.monitoring_tool");
    /** Names that custom fields must not have. */
    private static final Set<String> RESERVED = Set.of(
            "routing_key",
            "message_type",
            "state_message",
            "entity_display_name",
            "monitoring_tool",
            "entity_id",
            "entity_state");

    private static final Set<String> TYPES = Set.of("INFO", "WARNING", "CRITICAL");
    private static final int MAX_MESSAGE_LENGTH = 20_480;

    public VictorOps {
        customFields = Map.copyOf(customFields);
    }

    private static Integration read(IntegrationYaml yaml) {
        var map = yaml.map();
        map.secret("routing_key");
        yaml.required("routing_key", "missing Routing key in VictorOps config");
        var customFields = map.strings("custom_fields");
        customFields.keySet().stream()
                .filter(RESERVED::contains)
                .forEach(name -> map.problem(
                        "custom_fields",
                        "victorOps config contains custom field %s which cannot be used as it conflicts with the fixed/static fields"
                                .formatted(GoQuote.quote(name)),
                        ""));
        return new VictorOps(
                yaml.settings(true),
                yaml.urlOrGlobal("api_url", "victorops_api_url"),
                yaml.secretOrGlobal(
                        "api_key", "victorops_api_key", "no global VictorOps API Key set either inline or in a file"),
                yaml.templateFields(DEFAULT_FIELDS),
                customFields);
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var path = renderer.readSecret(apiKey) + "/" + templateFields.render("routing_key", renderer);
        var message = Truncate.inRunes(templateFields.render("state_message", renderer), MAX_MESSAGE_LENGTH);
        var fields = new TreeMap<String, Object>();
        fields.put("message_type", renderer.isFiring() ? messageType(renderer) : "RECOVERY");
        fields.put("entity_id", renderer.keyHash());
        fields.put("entity_display_name", templateFields.render("entity_display_name", renderer));
        fields.put("state_message", message);
        fields.put("monitoring_tool", templateFields.render("monitoring_tool", renderer));
        fields.putAll(renderer.renderAll(customFields));
        return ExchangeStep.sendOnce(
                WebRequest.post(apiUrl + WebUrl.path(path), fields, settings.http()), RetryPolicy.SERVER_ERRORS);
    }

    private String messageType(NotificationRenderer renderer) {
        var type = templateFields.render("message_type", renderer);
        return TYPES.contains(type) ? type : "CRITICAL";
    }
}
