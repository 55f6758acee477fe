package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Answer;
import dev.tocsin.notification.receivers.http.Authorization;
import dev.tocsin.notification.receivers.http.Request;
import dev.tocsin.notification.receivers.http.Secret;
import java.util.List;
import java.util.Map;

/**
 * A channel of Slack, by a webhook or by an app's token.
 *
 * @param url where to; the app's if there is a token
 * @param appToken none for a webhook
 * @param updates whether the first message is changed instead of sending another
 */
public record Slack(Manner manner, Secret url, Secret appToken, boolean updates, Texts texts, Decoration decoration)
        implements OverHttp {
    public static final String POST_MESSAGE = "https://slack.com/api/chat.postMessage";
    static final Texts TEXTS = Texts.of("channel", "image_url", "thumb_url", "message_text")
            .calling("username", "slack.default.username")
            .calling("icon_emoji", "slack.default.iconemoji")
            .calling("icon_url", "slack.default.iconurl")
            .calling("title", "slack.default.title")
            .calling("title_link", "slack.default.titlelink")
            .calling("pretext", "slack.default.pretext")
            .calling("text", "slack.default.text")
            .calling("fallback", "slack.default.fallback")
            .calling("callback_id", "slack.default.callbackid")
            .calling("footer", "slack.default.footer")
            .calling("color", "slack.default.color");
    private static final String UPDATE = "https://slack.com/api/chat.update";
    private static final int LONGEST_TITLE = 1_024;
    private static final String THREAD = "threadTs";
    private static final String CHANNEL = "channelId";

    /**
     * What stands around the text.
     *
     * @param markdownIn the parts that are read as Markdown
     */
    record Decoration(boolean linkNames, List<String> markdownIn, List<Field> fields, List<Action> actions) {
        public static final Decoration USUAL =
                new Decoration(false, List.of("fallback", "pretext", "text"), List.of(), List.of());

        public Decoration {
            markdownIn = List.copyOf(markdownIn);
            fields = List.copyOf(fields);
            actions = List.copyOf(actions);
        }
    }

    /** A small table in the message. */
    record Field(String title, String value, boolean isShort) {
        static Json render(Field field, Wording wording) {
            return Json.with("title", wording.of(field.title()))
                    .and("value", wording.of(field.value()))
                    .and("short", field.isShort());
        }
    }

    /**
     * A button.
     *
     * @param texts {@code type}, {@code text}, {@code url}, {@code style}, {@code name} and {@code value}
     * @param confirm {@code text}, {@code title}, {@code ok_text} and {@code dismiss_text}; empty for no question
     */
    record Action(Map<String, String> texts, Map<String, String> confirm) {
        private static final List<String> NAMES = List.of("type", "text", "url", "style", "name", "value");
        private static final List<String> QUESTION = List.of("text", "title", "ok_text", "dismiss_text");

        public Action {
            texts = Map.copyOf(texts);
            confirm = Map.copyOf(confirm);
        }

        static Json render(Action action, Wording wording) {
            var json = new Json();
            NAMES.forEach(name -> json.andIfAny(name, wording.of(action.texts.getOrDefault(name, ""))));
            var question = new Json();
            QUESTION.forEach(name -> question.andIfAny(name, wording.of(action.confirm.getOrDefault(name, ""))));
            return json.andIfAny("confirm", question);
        }
    }

    @Override
    public String kind() {
        return "slack";
    }

    @Override
    public Step begin(Telling telling) {
        var http = appToken.isNone() ? manner.http() : manner.http().with(Authorization.bearer(appToken));
        var before = updates ? telling.news().remembered() : Map.<String, String>of();
        var known = before.containsKey(THREAD) && before.containsKey(CHANNEL);
        var target = known ? UPDATE : telling.secret(url);
        return Step.ask(Request.post(target, message(telling, known ? before : Map.of()), http), this::end);
    }

    private Json message(Telling telling, Map<String, String> thread) {
        var wording = new Wording(telling);
        // First, as in Alertmanager: after a template that fails there are nothing but empty texts.
        var attachment = attachment(wording);
        var channel = wording.of(texts.template("channel"));
        return new Json()
                .andIfAny("channel", thread.getOrDefault(CHANNEL, channel))
                .andIfAny("ts", thread.getOrDefault(THREAD, ""))
                .andIfAny("username", wording.of(texts.template("username")))
                .andIfAny("icon_emoji", wording.of(texts.template("icon_emoji")))
                .andIfAny("icon_url", wording.of(texts.template("icon_url")))
                .andIfAny("link_names", decoration.linkNames())
                .andIfAny("text", wording.of(texts.template("message_text")))
                .and("attachments", List.of(attachment));
    }

    private Json attachment(Wording wording) {
        return new Json()
                .andIfAny("title", Cut.toRunes(wording.of(texts.template("title")), LONGEST_TITLE))
                .andIfAny("title_link", wording.of(texts.template("title_link")))
                .andIfAny("pretext", wording.of(texts.template("pretext")))
                .and("text", wording.of(texts.template("text")))
                .and("fallback", wording.of(texts.template("fallback")))
                .and("callback_id", wording.of(texts.template("callback_id")))
                .andIfAny("fields", fields(wording))
                .andIfAny("actions", actions(wording))
                .andIfAny("image_url", wording.of(texts.template("image_url")))
                .andIfAny("thumb_url", wording.of(texts.template("thumb_url")))
                .and("footer", wording.of(texts.template("footer")))
                .andIfAny("color", wording.of(texts.template("color")))
                .andIfAny("mrkdwn_in", decoration.markdownIn());
    }

    private List<Json> fields(Wording wording) {
        return decoration.fields().stream()
                .map(field -> Field.render(field, wording))
                .toList();
    }

    private List<Json> actions(Wording wording) {
        return decoration.actions().stream()
                .map(action -> Action.render(action, wording))
                .toList();
    }

    private Step end(Answer answer) {
        if (!answer.isOk()) {
            return new Step.Over(Retrying.SERVER_ERRORS.outcome(answer));
        }
        if (!answer.contentType().startsWith("application/json")) {
            return answer.body().equals("ok")
                    ? Step.delivered()
                    : Step.permanent("received an error response from Slack: " + answer.shown());
        }
        var said = answer.json();
        if (!said.path("ok").asBoolean(false)) {
            return Step.permanent(
                    "error response from Slack: " + said.path("error").asText(answer.shown()));
        }
        return new Step.Over(new Outcome.Delivered(
                updates
                        ? Map.of(
                                THREAD,
                                said.path("ts").asText(""),
                                CHANNEL,
                                said.path("channel").asText(""))
                        : Map.of()));
    }
}
