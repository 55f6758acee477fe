package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Answer;
import dev.tocsin.notification.receivers.http.Request;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebUrl;
import java.util.List;
import java.util.Map;

/**
 * A channel of Rocket.Chat, by a user's token.
 *
 * @param actions buttons: {@code text}, {@code url} and {@code msg}
 */
record RocketChat(
        Manner manner,
        String apiUrl,
        Secret token,
        Secret tokenId,
        Texts texts,
        List<Slack.Field> fields,
        List<Map<String, String>> actions)
        implements OverHttp {
    static final Texts TEXTS = Texts.of("channel", "image_url", "thumb_url")
            .and("color", "{{ if eq .Status \"firing\" }}red{{ else }}green{{ end }}")
            .calling("title", "rocketchat.default.title")
            .calling("title_link", "rocketchat.default.titlelink")
            .calling("text", "rocketchat.default.text")
            .calling("emoji", "rocketchat.default.emoji")
            .calling("icon_url", "rocketchat.default.iconurl");
    private static final int LONGEST_TITLE = 1_024;

    public RocketChat {
        fields = List.copyOf(fields);
        actions = List.copyOf(actions);
    }

    @Override
    public String kind() {
        return "rocketchat";
    }

    @Override
    public Step begin(Telling telling) {
        var message = new Json()
                .andIfAny("channel", texts.render("channel", telling))
                .andIfAny("emoji", texts.render("emoji", telling))
                .andIfAny("avatar", texts.render("icon_url", telling))
                .and("attachments", List.of(attachment(telling)));
        var request = Request.post(WebUrl.join(apiUrl, "api/v1/chat.postMessage"), message, manner.http())
                .with("X-Auth-Token", telling.secret(token))
                .with("X-User-Id", telling.secret(tokenId));
        return Step.ask(request, RocketChat::end);
    }

    private Json attachment(Telling telling) {
        var wording = new Wording(telling);
        return new Json()
                .andIfAny("title", Cut.toRunes(texts.render("title", telling), LONGEST_TITLE))
                .andIfAny("title_link", texts.render("title_link", telling))
                .andIfAny("text", texts.render("text", telling))
                .andIfAny("image_url", texts.render("image_url", telling))
                .andIfAny("thumb_url", texts.render("thumb_url", telling))
                .andIfAny("color", texts.render("color", telling))
                .andIfAny(
                        "fields",
                        fields.stream()
                                .map(field -> Json.with("short", field.isShort())
                                        .and("title", wording.of(field.title()))
                                        .and("value", wording.of(field.value())))
                                .toList())
                .andIfAny(
                        "actions",
                        actions.stream().map(action -> action(action, telling)).toList());
    }

    private static Json action(Map<String, String> templates, Telling telling) {
        // There are no others than buttons.
        return Json.with("type", "button")
                .andIfAny("text", telling.text(templates.getOrDefault("text", "")))
                .andIfAny("url", telling.text(templates.getOrDefault("url", "")))
                .and("is_webview", false)
                .andIfAny("msg", telling.text(templates.getOrDefault("msg", "")))
                .and("msg_in_chat_window", false);
    }

    private static Step end(Answer answer) {
        if (!answer.isOk()) {
            return new Step.Over(Retrying.SERVER_ERRORS.outcome(answer));
        }
        var said = answer.json();
        if (said.isMissingNode()) {
            return new Step.Over(Outcome.ofNoAnswer("not JSON: " + answer.shown()));
        }
        return said.path("success").asBoolean(false)
                ? Step.delivered()
                : Step.permanent(
                        "error response from Rocket.Chat: " + said.path("error").asText(answer.shown()));
    }
}
