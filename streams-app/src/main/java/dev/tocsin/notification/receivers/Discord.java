package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import java.util.List;

/** A channel of Discord, by its webhook. */
record Discord(IntegrationSettings settings, Secret webhookUrl, TemplateFields templateFields)
        implements HttpIntegration {
    static final TemplateFields DEFAULT_FIELDS = TemplateFields.of("username", "avatar_url")
            .andDefaultTemplate("content", "discord.default.content")
            .andDefaultTemplate("title", "discord.default.title")
            .andDefaultTemplate("message", "discord.default.message");
    private static final int RED = 0x992D22;
    private static final int GREEN = 0x2ECC71;
    private static final int MAX_CONTENT_LENGTH = 2_000;
    private static final int MAX_TITLE_LENGTH = 256;
    private static final int MAX_DESCRIPTION_LENGTH = 4_096;

    @Override
    public String kind() {
        return "discord";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var embed = JsonObject.of("title", Truncate.inRunes(templateFields.render("title", telling), MAX_TITLE_LENGTH))
                .and("description", Truncate.inRunes(templateFields.render("message", telling), MAX_DESCRIPTION_LENGTH))
                .and("color", telling.isFiring() ? RED : GREEN);
        var body = JsonObject.of(
                        "content", Truncate.inRunes(templateFields.render("content", telling), MAX_CONTENT_LENGTH))
                .and("embeds", List.of(embed))
                .andIfNotEmpty("username", templateFields.render("username", telling))
                .andIfNotEmpty("avatar_url", templateFields.render("avatar_url", telling));
        return ExchangeStep.sendOnce(
                WebRequest.post(telling.readSecret(webhookUrl), body, settings.http()), RetryPolicy.SERVER_ERRORS);
    }
}
