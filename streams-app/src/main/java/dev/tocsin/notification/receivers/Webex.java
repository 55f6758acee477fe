package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.WebRequest;

/** A room of Webex. */
record Webex(IntegrationSettings settings, String apiUrl, TemplateFields templateFields) implements HttpIntegration {
    static final TemplateFields DEFAULT_FIELDS =
            TemplateFields.of("room_id").andDefaultTemplate("message", "webex.default.message");
    private static final int MAX_BYTES = 7_439;

    @Override
    public String kind() {
        return "webex";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var message = JsonObject.of("markdown", Truncate.inBytes(templateFields.render("message", telling), MAX_BYTES))
                .andIfNotEmpty("roomId", templateFields.render("room_id", telling));
        return ExchangeStep.sendOnce(WebRequest.post(apiUrl, message, settings.http()), RetryPolicy.SERVER_ERRORS);
    }
}
