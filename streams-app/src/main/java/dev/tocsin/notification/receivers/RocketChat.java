package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import dev.tocsin.notification.receivers.http.WebUrl;
import java.util.List;
import java.util.Map;

/**
 * A channel of Rocket.Chat, by a user's token.
 *
 * @param actions buttons: {@code text}, {@code url} and {@code msg}
 */
record RocketChat(
        IntegrationSettings settings,
        String apiUrl,
        Secret token,
        Secret tokenId,
        TemplateFields templateFields,
        List<Slack.Field> fields,
        List<Map<String, String>> actions)
        implements HttpIntegration {
    static final TemplateFields DEFAULT_FIELDS = TemplateFields.of("channel", "image_url", "thumb_url")
            .and("color", "{{ if eq .Status \"firing\" }}red{{ else }}green{{ end }}")
            .andDefaultTemplate("title", "rocketchat.default.title")
            .andDefaultTemplate("title_link", "rocketchat.default.titlelink")
            .andDefaultTemplate("text", "rocketchat.default.text")
            .andDefaultTemplate("emoji", "rocketchat.default.emoji")
            .andDefaultTemplate("icon_url", "rocketchat.default.iconurl");
    private static final int MAX_TITLE_LENGTH = 1_024;

    public RocketChat {
        fields = List.copyOf(fields);
        actions = List.copyOf(actions);
    }

    @Override
    public String kind() {
        return "rocketchat";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var message = new JsonObject()
                .andIfNotEmpty("channel", templateFields.render("channel", telling))
                .andIfNotEmpty("emoji", templateFields.render("emoji", telling))
                .andIfNotEmpty("avatar", templateFields.render("icon_url", telling))
                .and("attachments", List.of(attachment(telling)));
        var request = WebRequest.post(WebUrl.join(apiUrl, "api/v1/chat.postMessage"), message, settings.http())
                .with("X-Auth-Token", telling.readSecret(token))
                .with("X-User-Id", telling.readSecret(tokenId));
        return ExchangeStep.send(request, RocketChat::finish);
    }

    private JsonObject attachment(NotificationRenderer telling) {
        var wording = new LenientRenderer(telling);
        return new JsonObject()
                .andIfNotEmpty("title", Truncate.inRunes(templateFields.render("title", telling), MAX_TITLE_LENGTH))
                .andIfNotEmpty("title_link", templateFields.render("title_link", telling))
                .andIfNotEmpty("text", templateFields.render("text", telling))
                .andIfNotEmpty("image_url", templateFields.render("image_url", telling))
                .andIfNotEmpty("thumb_url", templateFields.render("thumb_url", telling))
                .andIfNotEmpty("color", templateFields.render("color", telling))
                .andIfNotEmpty(
                        "fields",
                        fields.stream()
                                .map(field -> JsonObject.of("short", field.isShort())
                                        .and("title", wording.render(field.title()))
                                        .and("value", wording.render(field.value())))
                                .toList())
                .andIfNotEmpty(
                        "actions",
                        actions.stream().map(action -> action(action, telling)).toList());
    }

    private static JsonObject action(Map<String, String> templates, NotificationRenderer telling) {
        // There are no others than buttons.
        return JsonObject.of("type", "button")
                .andIfNotEmpty("text", telling.renderText(templates.getOrDefault("text", "")))
                .andIfNotEmpty("url", telling.renderText(templates.getOrDefault("url", "")))
                .and("is_webview", false)
                .andIfNotEmpty("msg", telling.renderText(templates.getOrDefault("msg", "")))
                .and("msg_in_chat_window", false);
    }

    private static ExchangeStep finish(WebResponse answer) {
        if (!answer.isOk()) {
            return new ExchangeStep.Done(RetryPolicy.SERVER_ERRORS.result(answer));
        }
        var said = answer.json();
        if (said.isMissingNode()) {
            return new ExchangeStep.Done(DeliveryResult.noResponse("not JSON: " + answer.excerpt()));
        }
        return said.path("success").asBoolean(false)
                ? ExchangeStep.delivered()
                : ExchangeStep.permanent(
                        "error response from Rocket.Chat: " + said.path("error").asText(answer.excerpt()));
    }
}
