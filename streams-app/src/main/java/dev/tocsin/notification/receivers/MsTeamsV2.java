package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import java.util.List;

/** A channel of Microsoft Teams, by a workflow that posts adaptive cards. */
record MsTeamsV2(IntegrationSettings settings, Secret webhookUrl, TemplateFields templateFields)
        implements HttpIntegration {
    static final TemplateFields DEFAULT_FIELDS = TemplateFields.of()
            .andDefaultTemplate("title", "msteamsv2.default.title")
            .andDefaultTemplate("text", "msteamsv2.default.text");

    @Override
    public String kind() {
        return "msteamsv2";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var title = JsonObject.of("type", "TextBlock")
                .and("text", templateFields.render("title", telling))
                .and("weight", "Bolder")
                .and("size", "Medium")
                .and("wrap", true)
                .and("style", "heading")
                .and("color", telling.isFiring() ? "Attention" : "Good");
        var text = JsonObject.of("type", "TextBlock")
                .and("text", templateFields.render("text", telling))
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
                WebRequest.post(telling.readSecret(webhookUrl), message, settings.http()), RetryPolicy.SERVER_ERRORS);
    }
}
