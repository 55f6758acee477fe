package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import java.util.List;

/** Posts to a Discord channel through a webhook. */
record Discord(IntegrationSettings settings, Secret webhookUrl, TemplateFields templateFields)
        implements HttpIntegration {
    static final IntegrationKind KIND = IntegrationKind.of("discord", Discord::read);

    private static final TemplateFields DEFAULT_FIELDS = TemplateFields.of("username", "avatar_url")
            .andDefaultTemplate("content", "discord.default.content")
            .andDefaultTemplate("title", "discord.default.title")
            .andDefaultTemplate("message", "discord.default.message");
    private static final int RED = 0x992D22;
    private static final int GREEN = 0x2ECC71;
    private static final int MAX_CONTENT_LENGTH = 2_000;
    private static final int MAX_TITLE_LENGTH = 256;
    private static final int MAX_DESCRIPTION_LENGTH = 4_096;

    private static Integration read(IntegrationYaml yaml) {
        return new Discord(
                yaml.settings(true), yaml.requiredSecretUrl("webhook_url"), yaml.templateFields(DEFAULT_FIELDS));
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var title = Truncate.inRunes(templateFields.render("title", renderer), MAX_TITLE_LENGTH);
        var description = Truncate.inRunes(templateFields.render("message", renderer), MAX_DESCRIPTION_LENGTH);
        var content = Truncate.inRunes(templateFields.render("content", renderer), MAX_CONTENT_LENGTH);
        var embed = JsonObject.of("title", title)
                .and("description", description)
                .and("color", renderer.isFiring() ? RED : GREEN);
        var message = JsonObject.of("content", content)
                .and("embeds", List.of(embed))
                .andIfNotEmpty(List.of("username", "avatar_url"), name -> templateFields.render(name, renderer));
        return ExchangeStep.sendOnce(
                WebRequest.post(renderer.readSecret(webhookUrl), message, settings.http()), RetryPolicy.SERVER_ERRORS);
    }
}
