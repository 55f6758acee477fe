package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebUrl;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** VictorOps, now Splunk On-Call. */
record VictorOps(
        IntegrationSettings settings,
        String apiUrl,
        Secret apiKey,
        TemplateFields templateFields,
        Map<String, String> customFields)
        implements HttpIntegration {
    static final TemplateFields DEFAULT_FIELDS = TemplateFields.of("routing_key")
            .and("message_type", "CRITICAL")
            .andDefaultTemplate("state_message", "victorops.default.state_message")
            .andDefaultTemplate("entity_display_name", "victorops.default.entity_display_name")
            .andDefaultTemplate("monitoring_tool", "victorops.default.monitoring_tool");
    /** What custom fields may not be called. */
    static final Set<String> RESERVED = Set.of(
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

    @Override
    public String kind() {
        return "victorops";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var url =
                apiUrl + WebUrl.path(telling.readSecret(apiKey) + "/" + templateFields.render("routing_key", telling));
        var fields = new LinkedHashMap<String, Object>();
        fields.put("message_type", telling.isFiring() ? messageType(telling) : "RECOVERY");
        fields.put("entity_id", telling.keyHash());
        fields.put("entity_display_name", templateFields.render("entity_display_name", telling));
        fields.put(
                "state_message", Truncate.inRunes(templateFields.render("state_message", telling), MAX_MESSAGE_LENGTH));
        fields.put("monitoring_tool", templateFields.render("monitoring_tool", telling));
        fields.putAll(telling.renderAll(customFields));
        return ExchangeStep.sendOnce(
                WebRequest.post(url, new TreeMap<>(fields), settings.http()), RetryPolicy.SERVER_ERRORS);
    }

    private String messageType(NotificationRenderer telling) {
        var type = templateFields.render("message_type", telling);
        return TYPES.contains(type) ? type : "CRITICAL";
    }
}
