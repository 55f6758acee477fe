package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import dev.tocsin.notification.receivers.http.WebUrl;
import java.util.List;
import java.util.Map;

/**
 * Posts to a Rocket.Chat channel with a user's token.
 *
 * @param actions buttons: templates {@code text}, {@code url} and {@code msg}
 */
record RocketChat(
        IntegrationSettings settings,
        String apiUrl,
        Secret token,
        Secret tokenId,
        TemplateFields templateFields,
        List<MessageField> fields,
        List<Map<String, String>> actions)
        implements HttpIntegration {
    static final IntegrationKind KIND = IntegrationKind.of("rocketchat", RocketChat::read)
            .withGlobals(global -> global.withUrl("rocketchat_api_url", "https://open.rocket.chat/")
                    .withSecret("rocketchat_token")
                    .withSecret("rocketchat_token_id"))
            .withNullAsEmpty();

    private static final TemplateFields DEFAULT_FIELDS = TemplateFields.of("channel", "image_url", "thumb_url")
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

    private static Integration read(IntegrationYaml yaml) {
        // As in Alertmanager, link_names is accepted and has no effect.
        yaml.map().bool("link_names", false);
        yaml.map().items("actions").forEach(action -> action.map().secret("url"));
        return new RocketChat(
                yaml.settings(false),
                yaml.urlOrGlobal("api_url", "rocketchat_api_url"),
                yaml.secretOrGlobal(
                        "token", "rocketchat_token", "no global Rocketchat Token set either inline or in a file"),
                yaml.secretOrGlobal(
                        "token_id",
                        "rocketchat_token_id",
                        "no global Rocketchat TokenID set either inline or in a file"),
                yaml.templateFields(DEFAULT_FIELDS),
                MessageField.readAll(yaml.map(), "Rocket.Chat"),
                yaml.stringMaps("actions"));
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var message = new JsonObject()
                .andIfNotEmpty(List.of("channel", "emoji"), name -> templateFields.render(name, renderer))
                .andIfNotEmpty("avatar", templateFields.render("icon_url", renderer))
                .and("attachments", List.of(attachment(renderer)));
        var request = WebRequest.post(WebUrl.join(apiUrl, "api/v1/chat.postMessage"), message, settings.http())
                .with("X-Auth-Token", renderer.readSecret(token))
                .with("X-User-Id", renderer.readSecret(tokenId));
        return ExchangeStep.send(request, RocketChat::finish);
    }

    private JsonObject attachment(NotificationRenderer renderer) {
        var lenient = new LenientRenderer(renderer);
        return new JsonObject()
                .andIfNotEmpty("title", Truncate.inRunes(templateFields.render("title", renderer), MAX_TITLE_LENGTH))
                .andIfNotEmpty(
                        List.of("title_link", "text", "image_url", "thumb_url", "color"),
                        name -> templateFields.render(name, renderer))
                .andIfNotEmpty(
                        "fields",
                        fields.stream()
                                .map(field -> JsonObject.of("short", field.isShort())
                                        .and("title", lenient.render(field.title()))
                                        .and("value", lenient.render(field.value())))
                                .toList())
                .andIfNotEmpty(
                        "actions",
                        actions.stream().map(action -> button(action, renderer)).toList());
    }

    private static JsonObject button(Map<String, String> templates, NotificationRenderer renderer) {
        return JsonObject.of("type", "button")
                .andIfNotEmpty(List.of("text", "url"), name -> renderer.renderText(templates.getOrDefault(name, "")))
                .and("is_webview", false)
                .andIfNotEmpty("msg", renderer.renderText(templates.getOrDefault("msg", "")))
                .and("msg_in_chat_window", false);
    }

    private static ExchangeStep finish(WebResponse response) {
        if (!response.isOk()) {
            return new ExchangeStep.Done(RetryPolicy.SERVER_ERRORS.result(response));
        }
        var body = response.json();
        if (body.isMissingNode()) {
            return new ExchangeStep.Done(DeliveryResult.noResponse("not JSON: " + response.excerpt()));
        }
        return body.path("success").asBoolean(false)
                ? ExchangeStep.delivered()
                : ExchangeStep.refused(
                        "error response from Rocket.Chat: " + body.path("error").asText(response.excerpt()));
    }
}
