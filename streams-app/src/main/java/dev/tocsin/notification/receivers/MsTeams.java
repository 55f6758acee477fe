package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;

/** Posts to a Microsoft Teams channel through an Office 365 connector, which Microsoft has deprecated. */
record MsTeams(IntegrationSettings settings, Secret webhookUrl, TemplateFields templateFields)
        implements HttpIntegration {
    static final IntegrationKind KIND = IntegrationKind.of("msteams", MsTeams::read);

    private static final TemplateFields DEFAULT_FIELDS = TemplateFields.of()
            .andDefaultTemplate("title", "msteams.default.title")
            .andDefaultTemplate("summary", "msteams.default.summary")
            .andDefaultTemplate("text", "msteams.default.text");
    private static final String RED = "8C1A1A";
    private static final String GREEN = "2DC72D";

    private static Integration read(IntegrationYaml yaml) {
        return new MsTeams(
                yaml.settings(true), yaml.requiredSecretUrl("webhook_url"), yaml.templateFields(DEFAULT_FIELDS));
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var card = JsonObject.of("@context", "http://schema.org/extensions")
                .and("type", "MessageCard")
                .and("title", templateFields.render("title", renderer))
                .and("summary", templateFields.render("summary", renderer))
                .and("text", templateFields.render("text", renderer))
                .and("themeColor", renderer.isFiring() ? RED : GREEN);
        return ExchangeStep.sendOnce(
                WebRequest.post(renderer.readSecret(webhookUrl), card, settings.http()), RetryPolicy.SERVER_ERRORS);
    }
}
