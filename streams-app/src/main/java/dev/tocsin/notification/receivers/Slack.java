package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Authorization;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import java.util.List;
import java.util.Map;

/**
 * A channel of Slack, by a webhook or by an app's token.
 *
 * @param url where to; the app's if there is a token
 * @param appToken none for a webhook
 * @param updates whether the first message is changed instead of sending another
 */
public record Slack(
        IntegrationSettings settings,
        Secret url,
        Secret appToken,
        boolean updates,
        TemplateFields templateFields,
        Formatting formatting)
        implements HttpIntegration {
    public static final String POST_MESSAGE = "https://slack.com/api/chat.postMessage";
    static final TemplateFields DEFAULT_FIELDS = TemplateFields.of("channel", "image_url", "thumb_url", "message_text")
            .andDefaultTemplate("username", "slack.default.username")
            .andDefaultTemplate("icon_emoji", "slack.default.iconemoji")
            .andDefaultTemplate("icon_url", "slack.default.iconurl")
            .andDefaultTemplate("title", "slack.default.title")
            .andDefaultTemplate("title_link", "slack.default.titlelink")
            .andDefaultTemplate("pretext", "slack.default.pretext")
            .andDefaultTemplate("text", "slack.default.text")
            .andDefaultTemplate("fallback", "slack.default.fallback")
            .andDefaultTemplate("callback_id", "slack.default.callbackid")
            .andDefaultTemplate("footer", "slack.default.footer")
            .andDefaultTemplate("color", "slack.default.color");
    private static final String UPDATE = "https://slack.com/api/chat.update";
    private static final int MAX_TITLE_LENGTH = 1_024;
    private static final String THREAD = "threadTs";
    private static final String CHANNEL = "channelId";

    /**
     * What stands around the text.
     *
     * @param markdownIn the parts that are read as Markdown
     */
    record Formatting(boolean linkNames, List<String> markdownIn, List<Field> fields, List<Action> actions) {
        public static final Formatting DEFAULT =
                new Formatting(false, List.of("fallback", "pretext", "text"), List.of(), List.of());

        public Formatting {
            markdownIn = List.copyOf(markdownIn);
            fields = List.copyOf(fields);
            actions = List.copyOf(actions);
        }
    }

    /** A small table in the message. */
    record Field(String title, String value, boolean isShort) {
        static JsonObject render(Field field, LenientRenderer wording) {
            return JsonObject.of("title", wording.render(field.title()))
                    .and("value", wording.render(field.value()))
                    .and("short", field.isShort());
        }
    }

    /**
     * A button.
     *
     * @param texts {@code type}, {@code text}, {@code url}, {@code style}, {@code name} and {@code value}
     * @param confirm {@code text}, {@code title}, {@code ok_text} and {@code dismiss_text}; empty for no question
     */
    record Action(Map<String, String> templates, Map<String, String> confirm) {
        private static final List<String> TEMPLATE_NAMES = List.of("type", "text", "url", "style", "name", "value");
        private static final List<String> CONFIRM_NAMES = List.of("text", "title", "ok_text", "dismiss_text");

        public Action {
            templates = Map.copyOf(templates);
            confirm = Map.copyOf(confirm);
        }

        static JsonObject render(Action action, LenientRenderer wording) {
            var json = new JsonObject();
            TEMPLATE_NAMES.forEach(
                    name -> json.andIfNotEmpty(name, wording.render(action.templates.getOrDefault(name, ""))));
            var question = new JsonObject();
            CONFIRM_NAMES.forEach(
                    name -> question.andIfNotEmpty(name, wording.render(action.confirm.getOrDefault(name, ""))));
            return json.andIfNotEmpty("confirm", question);
        }
    }

    @Override
    public String kind() {
        return "slack";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var http = appToken.isNone() ? settings.http() : settings.http().with(Authorization.bearer(appToken));
        var before = updates ? telling.notification().receiverData() : Map.<String, String>of();
        var known = before.containsKey(THREAD) && before.containsKey(CHANNEL);
        var target = known ? UPDATE : telling.readSecret(url);
        return ExchangeStep.send(
                WebRequest.post(target, message(telling, known ? before : Map.of()), http), this::finish);
    }

    private JsonObject message(NotificationRenderer telling, Map<String, String> thread) {
        var wording = new LenientRenderer(telling);
        // First, as in Alertmanager: after a template that fails there are nothing but empty texts.
        var attachment = attachment(wording);
        var channel = wording.render(templateFields.template("channel"));
        return new JsonObject()
                .andIfNotEmpty("channel", thread.getOrDefault(CHANNEL, channel))
                .andIfNotEmpty("ts", thread.getOrDefault(THREAD, ""))
                .andIfNotEmpty("username", wording.render(templateFields.template("username")))
                .andIfNotEmpty("icon_emoji", wording.render(templateFields.template("icon_emoji")))
                .andIfNotEmpty("icon_url", wording.render(templateFields.template("icon_url")))
                .andIfNotEmpty("link_names", formatting.linkNames())
                .andIfNotEmpty("text", wording.render(templateFields.template("message_text")))
                .and("attachments", List.of(attachment));
    }

    private JsonObject attachment(LenientRenderer wording) {
        return new JsonObject()
                .andIfNotEmpty(
                        "title", Truncate.inRunes(wording.render(templateFields.template("title")), MAX_TITLE_LENGTH))
                .andIfNotEmpty("title_link", wording.render(templateFields.template("title_link")))
                .andIfNotEmpty("pretext", wording.render(templateFields.template("pretext")))
                .and("text", wording.render(templateFields.template("text")))
                .and("fallback", wording.render(templateFields.template("fallback")))
                .and("callback_id", wording.render(templateFields.template("callback_id")))
                .andIfNotEmpty("fields", fields(wording))
                .andIfNotEmpty("actions", actions(wording))
                .andIfNotEmpty("image_url", wording.render(templateFields.template("image_url")))
                .andIfNotEmpty("thumb_url", wording.render(templateFields.template("thumb_url")))
                .and("footer", wording.render(templateFields.template("footer")))
                .andIfNotEmpty("color", wording.render(templateFields.template("color")))
                .andIfNotEmpty("mrkdwn_in", formatting.markdownIn());
    }

    private List<JsonObject> fields(LenientRenderer wording) {
        return formatting.fields().stream()
                .map(field -> Field.render(field, wording))
                .toList();
    }

    private List<JsonObject> actions(LenientRenderer wording) {
        return formatting.actions().stream()
                .map(action -> Action.render(action, wording))
                .toList();
    }

    private ExchangeStep finish(WebResponse answer) {
        if (!answer.isOk()) {
            return new ExchangeStep.Done(RetryPolicy.SERVER_ERRORS.result(answer));
        }
        if (!answer.contentType().startsWith("application/json")) {
            return answer.body().equals("ok")
                    ? ExchangeStep.delivered()
                    : ExchangeStep.permanent("received an error response from Slack: " + answer.excerpt());
        }
        var said = answer.json();
        if (!said.path("ok").asBoolean(false)) {
            return ExchangeStep.permanent(
                    "error response from Slack: " + said.path("error").asText(answer.excerpt()));
        }
        return new ExchangeStep.Done(new DeliveryResult.Delivered(
                updates
                        ? Map.of(
                                THREAD,
                                said.path("ts").asText(""),
                                CHANNEL,
                                said.path("channel").asText(""))
                        : Map.of()));
    }
}
