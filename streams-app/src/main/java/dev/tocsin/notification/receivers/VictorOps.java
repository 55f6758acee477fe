package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Request;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebUrl;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** VictorOps, now Splunk On-Call. */
record VictorOps(Manner manner, String apiUrl, Secret apiKey, Texts texts, Map<String, String> customFields)
        implements OverHttp {
    static final Texts TEXTS = Texts.of("routing_key")
            .and("message_type", "CRITICAL")
            .calling("state_message", "victorops.default.state_message")
            .calling("entity_display_name", "victorops.default.entity_display_name")
            .calling("monitoring_tool", "victorops.default.monitoring_tool");
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
    private static final int LONGEST_MESSAGE = 20_480;

    public VictorOps {
        customFields = Map.copyOf(customFields);
    }

    @Override
    public String kind() {
        return "victorops";
    }

    @Override
    public Step begin(Telling telling) {
        var url = apiUrl + WebUrl.path(telling.secret(apiKey) + "/" + texts.render("routing_key", telling));
        var fields = new LinkedHashMap<String, Object>();
        fields.put("message_type", telling.isFiring() ? messageType(telling) : "RECOVERY");
        fields.put("entity_id", telling.keyHash());
        fields.put("entity_display_name", texts.render("entity_display_name", telling));
        fields.put("state_message", Cut.toRunes(texts.render("state_message", telling), LONGEST_MESSAGE));
        fields.put("monitoring_tool", texts.render("monitoring_tool", telling));
        fields.putAll(telling.texts(customFields));
        return Step.once(Request.post(url, new TreeMap<>(fields), manner.http()), Retrying.SERVER_ERRORS);
    }

    private String messageType(Telling telling) {
        var type = texts.render("message_type", telling);
        return TYPES.contains(type) ? type : "CRITICAL";
    }
}
