package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.HttpConfig;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.TransportConfig;
import dev.tocsin.notification.receivers.http.WebRequest;
import java.util.List;

/** Posts adaptive cards to a Microsoft Teams channel through a Power Automate workflow. */
record MsTeamsV2(IntegrationSettings settings, Secret webhookUrl, TemplateFields templateFields)
        implements HttpIntegration {
    static final IntegrationKind KIND = IntegrationKind.of("msteamsv2", MsTeamsV2::read);

    private static final TemplateFields DEFAULT_FIELDS = TemplateFields.of()
            .andDefaultTemplate("title", "msteamsv2.default.title")
            .andDefaultTemplate("text", "msteamsv2.default.text");

    private static Integration read(IntegrationYaml yaml) {
        var settings = yaml.settings(true);
        return new MsTeamsV2(
                settings.with(withGlobalProxy(settings.http(), yaml.global().http())),
                yaml.requiredSecretUrl("webhook_url"),
                yaml.templateFields(DEFAULT_FIELDS));
    }

    // As in Alertmanager, only this kind uses the global proxy beside its own http_config.
    private static HttpConfig withGlobalProxy(HttpConfig own, HttpConfig global) {
        var proxy = own.transport().proxy();
        var hasProxy = !proxy.url().isEmpty() || proxy.fromEnvironment();
        return hasProxy
                ? own
                : own.withTransport(new TransportConfig(
                        own.transport().tls(), global.transport().proxy()));
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var title = JsonObject.of("type", "TextBlock")
                .and("text", templateFields.render("title", renderer))
                .and("weight", "Bolder")
                .and("size", "Medium")
                .and("wrap", true)
                .and("style", "heading")
                .and("color", renderer.isFiring() ? "Attention" : "Good");
        var text = JsonObject.of("type", "TextBlock")
                .and("text", templateFields.render("text", renderer))
                .and("wrap", true);
        var card = JsonObject.of("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .and("type", "AdaptiveCard")
                .and("version", "1.2")
                .and("body", List.of(title, text))
                .and("msteams", JsonObject.of("width", "full"));
        var attachment = JsonObject.of("contentType", "application/vnd.microsoft.card.adaptive")
                .and("contentUrl", null)
                .and("content", card);
        var message = JsonObject.of("type", "message").and("attachments", List.of(attachment));
        return ExchangeStep.sendOnce(
                WebRequest.post(renderer.readSecret(webhookUrl), message, settings.http()), RetryPolicy.SERVER_ERRORS);
    }
}
