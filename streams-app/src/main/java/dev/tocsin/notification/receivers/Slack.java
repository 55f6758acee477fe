package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Authorization;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Posts to a Slack channel through an incoming webhook or as an app.
 *
 * @param url of the webhook, or of the app's API if there is a token
 * @param appToken {@link Secret#NONE} for a webhook
 * @param updates whether later notifications of a group update its first message
 */
record Slack(
        IntegrationSettings settings,
        Secret url,
        Secret appToken,
        boolean updates,
        TemplateFields templateFields,
        Formatting formatting)
        implements HttpIntegration {
    static final IntegrationKind KIND = IntegrationKind.of("slack", Slack::read)
            .withGlobals(Slack::declareGlobals)
            .withNullAsEmpty();

    static final String POST_MESSAGE = "https://slack.com/api/chat.postMessage";
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

    /** @param markdownIn names of the attachment's fields that Slack formats as Markdown */
    record Formatting(boolean linkNames, List<String> markdownIn, List<MessageField> fields, List<Action> actions) {
        public static final Formatting DEFAULT =
                new Formatting(false, List.of("fallback", "pretext", "text"), List.of(), List.of());

        public Formatting {
            markdownIn = List.copyOf(markdownIn);
            fields = List.copyOf(fields);
            actions = List.copyOf(actions);
        }

        private static Formatting read(YamlMap map) {
            var markdown = map.get("mrkdwn_in").map(YamlValue::texts).orElse(List.of());
            return new Formatting(
                    map.bool("link_names", false),
                    markdown.isEmpty() ? DEFAULT.markdownIn() : markdown,
                    MessageField.readAll(map, "Slack"),
                    map.items("actions").stream().map(Action::read).toList());
        }
    }

    /**
     * A button.
     *
     * @param templates {@code type}, {@code text}, {@code url}, {@code style}, {@code name} and {@code value}
     * @param confirm {@code text}, {@code title}, {@code ok_text} and {@code dismiss_text}; empty for no confirmation
     */
    record Action(Map<String, String> templates, Map<String, String> confirm) {
        private static final List<String> KEYS = List.of("type", "text", "url", "style", "name", "value");
        private static final List<String> CONFIRM_KEYS = List.of("text", "title", "ok_text", "dismiss_text");

        public Action {
            templates = Map.copyOf(templates);
            confirm = Map.copyOf(confirm);
        }

        private static Action read(YamlValue item) {
            var map = item.map();
            map.secret("url");
            var templates = texts(map, KEYS);
            for (var required : List.of("type", "text")) {
                if (templates.get(required).isEmpty()) {
                    item.problem("missing %s in Slack action configuration".formatted(required), "");
                }
            }
            var confirm = map.get("confirm").map(Action::readConfirm).orElse(Map.of());
            map.rejectUnknownKeys();
            if (!templates.get("url").isEmpty()) {
                // A link has neither name, value nor confirmation.
                templates.put("name", "");
                templates.put("value", "");
                return new Action(templates, Map.of());
            }
            if (templates.get("name").isEmpty()) {
                item.problem("missing name or url in Slack action configuration", "");
            }
            return new Action(templates, confirm);
        }

        private static Map<String, String> readConfirm(YamlValue value) {
            var map = value.map();
            var templates = texts(map, CONFIRM_KEYS);
            if (templates.get("text").isEmpty()) {
                value.problem("missing text in Slack confirmation configuration", "");
            }
            map.rejectUnknownKeys();
            return templates;
        }

        private static Map<String, String> texts(YamlMap map, List<String> keys) {
            var texts = new TreeMap<String, String>();
            keys.forEach(key -> texts.put(key, map.text(key, "")));
            return texts;
        }

        private JsonObject render(LenientRenderer renderer) {
            return new JsonObject()
                    .andIfNotEmpty(KEYS, key -> renderer.render(templates.getOrDefault(key, "")))
                    .andIfNotEmpty(
                            "confirm",
                            new JsonObject()
                                    .andIfNotEmpty(
                                            CONFIRM_KEYS, key -> renderer.render(confirm.getOrDefault(key, ""))));
        }
    }

    private static void declareGlobals(GlobalConfig global) {
        global.withSecret("slack_app_token").withSecretUrl("slack_api_url").withUrl("slack_app_url", POST_MESSAGE);
        var url = global.secret("slack_api_url");
        var isApp = url.text().equals(global.text("slack_app_url"));
        if (!global.secret("slack_app_token").isNone() && !url.isNone() && !isApp) {
            global.map()
                    .problem(
                            "slack_app_token",
                            "at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must be configured",
                            "");
        }
    }

    private static Integration read(IntegrationYaml yaml) {
        var map = yaml.map();
        map.get("api_url").ifPresent(IntegrationYaml::checkSecretUrl);
        var settings = yaml.settingsWithTimeout(false);
        var ownUrl = yaml.secret("api_url");
        var ownToken = yaml.secret("app_token");
        var appUrl = yaml.urlOrGlobal("app_url", "slack_app_url");
        var isApp = ownUrl.text().equals(appUrl);
        if (!ownUrl.isNone() && !ownToken.isNone() && !isApp) {
            yaml.problem("at most one of api_url/api_url_file & app_token/app_token_file must be configured");
        }
        if (!ownToken.isNone() && settings.http().isAuthorized()) {
            yaml.problem("http authorization can't be set when using Slack App tokens");
        }
        var usesGlobal =
                ownToken.isNone() && ownUrl.isNone() && !settings.http().isAuthorized();
        var token = usesGlobal ? yaml.global().secret("slack_app_token") : ownToken;
        var url = token.isNone() ? webhookUrl(yaml, ownUrl) : Secret.of(appUrl);
        var updates = map.bool("update_message", false);
        if (updates && !url.text().equals(POST_MESSAGE)) {
            yaml.problem("update_message can only be used with bot tokens. api_url must be set to " + POST_MESSAGE);
        }
        return new Slack(settings, url, token, updates, yaml.templateFields(DEFAULT_FIELDS), Formatting.read(map));
    }

    private static Secret webhookUrl(IntegrationYaml yaml, Secret own) {
        var url = own.isNone() ? yaml.globalSecret("api_url", "slack_api_url") : own;
        if (url.isNone()) {
            yaml.problem("no Slack API URL nor App token set either inline or in a file");
        }
        return url;
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var http = appToken.isNone() ? settings.http() : settings.http().with(Authorization.bearer(appToken));
        var first = updates ? renderer.notification().receiverData() : Map.<String, String>of();
        var isUpdate = first.containsKey(THREAD) && first.containsKey(CHANNEL);
        var target = isUpdate ? UPDATE : renderer.readSecret(url);
        return ExchangeStep.send(
                WebRequest.post(target, message(renderer, isUpdate ? first : Map.of()), http), this::finish);
    }

    private JsonObject message(NotificationRenderer notification, Map<String, String> thread) {
        var renderer = new LenientRenderer(notification);
        // As in Alertmanager, the attachment is rendered first: texts after a failed template are empty.
        var attachment = attachment(renderer);
        var channel = renderer.render(templateFields.template("channel"));
        return new JsonObject()
                .andIfNotEmpty("channel", thread.getOrDefault(CHANNEL, channel))
                .andIfNotEmpty("ts", thread.getOrDefault(THREAD, ""))
                .andIfNotEmpty(
                        List.of("username", "icon_emoji", "icon_url"),
                        name -> renderer.render(templateFields.template(name)))
                .andIfNotEmpty("link_names", formatting.linkNames())
                .andIfNotEmpty("text", renderer.render(templateFields.template("message_text")))
                .and("attachments", List.of(attachment));
    }

    private JsonObject attachment(LenientRenderer renderer) {
        var title = Truncate.inRunes(renderer.render(templateFields.template("title")), MAX_TITLE_LENGTH);
        return new JsonObject()
                .andIfNotEmpty("title", title)
                .andIfNotEmpty(List.of("title_link", "pretext"), name -> renderer.render(templateFields.template(name)))
                .and("text", renderer.render(templateFields.template("text")))
                .and("fallback", renderer.render(templateFields.template("fallback")))
                .and("callback_id", renderer.render(templateFields.template("callback_id")))
                .andIfNotEmpty("fields", fields(renderer))
                .andIfNotEmpty(
                        "actions",
                        formatting.actions().stream()
                                .map(action -> action.render(renderer))
                                .toList())
                .andIfNotEmpty(
                        List.of("image_url", "thumb_url"), name -> renderer.render(templateFields.template(name)))
                .and("footer", renderer.render(templateFields.template("footer")))
                .andIfNotEmpty("color", renderer.render(templateFields.template("color")))
                .andIfNotEmpty("mrkdwn_in", formatting.markdownIn());
    }

    private List<JsonObject> fields(LenientRenderer renderer) {
        return formatting.fields().stream()
                .map(field -> JsonObject.of("title", renderer.render(field.title()))
                        .and("value", renderer.render(field.value()))
                        .and("short", field.isShort()))
                .toList();
    }

    private ExchangeStep finish(WebResponse response) {
        if (!response.isOk()) {
            return new ExchangeStep.Done(RetryPolicy.SERVER_ERRORS.result(response));
        }
        if (!response.contentType().startsWith("application/json")) {
            return response.body().equals("ok")
                    ? ExchangeStep.delivered()
                    : ExchangeStep.refused("received an error response from Slack: " + response.excerpt());
        }
        var body = response.json();
        if (!body.path("ok").asBoolean(false)) {
            return ExchangeStep.refused(
                    "error response from Slack: " + body.path("error").asText(response.excerpt()));
        }
        return new ExchangeStep.Done(new DeliveryResult.Delivered(
                updates
                        ? Map.of(
                                THREAD,
                                body.path("ts").asText(""),
                                CHANNEL,
                                body.path("channel").asText(""))
                        : Map.of()));
    }
}
