package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;

/** A channel of Microsoft Teams, by a connector of the old kind. */
record MsTeams(IntegrationSettings settings, Secret webhookUrl, TemplateFields templateFields)
        implements HttpIntegration {
    static final TemplateFields DEFAULT_FIELDS = TemplateFields.of()
            .andDefaultTemplate("title", "msteams.default.title")
            .andDefaultTemplate("summary", "msteams.default.summary")
            .andDefaultTemplate("text", "msteams.default.text");
    private static final String RED = "8C1A1A";
    private static final String GREEN = "2DC72D";

    @Override
    public String kind() {
        return "msteams";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var card = JsonObject.of("@context", "http://schema.org/extensions")
                .and("type", "MessageCard")
                .and("title", templateFields.render("title", telling))
                .and("summary", templateFields.render("summary", telling))
                .and("text", templateFields.render("text", telling))
                .and("themeColor", telling.isFiring() ? RED : GREEN);
        return ExchangeStep.sendOnce(
                WebRequest.post(telling.readSecret(webhookUrl), card, settings.http()), RetryPolicy.SERVER_ERRORS);
    }
}
