package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.WebRequest;

/** Posts to a Webex room. */
record Webex(IntegrationSettings settings, String apiUrl, TemplateFields templateFields) implements HttpIntegration {
    static final IntegrationKind KIND = IntegrationKind.of("webex", Webex::read)
            .withGlobals(global -> global.withUrl("webex_api_url", "https://webexapis.com/v1/messages"));

    private static final TemplateFields DEFAULT_FIELDS =
            TemplateFields.of("room_id").andDefaultTemplate("message", "webex.default.message");
    private static final int MAX_BYTES = 7_439;

    private static Integration read(IntegrationYaml yaml) {
        yaml.required("room_id", "missing room_id on webex_config");
        var settings = yaml.settings(true);
        if (!settings.http().isAuthorized()) {
            yaml.problem("missing webex_configs.http_config.authorization");
        }
        return new Webex(settings, yaml.urlOrGlobal("api_url", "webex_api_url"), yaml.templateFields(DEFAULT_FIELDS));
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var markdown = Truncate.inBytes(templateFields.render("message", renderer), MAX_BYTES);
        var message =
                JsonObject.of("markdown", markdown).andIfNotEmpty("roomId", templateFields.render("room_id", renderer));
        return ExchangeStep.sendOnce(WebRequest.post(apiUrl, message, settings.http()), RetryPolicy.SERVER_ERRORS);
    }
}
