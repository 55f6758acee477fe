package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.SecretReader;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import dev.tocsin.notification.receivers.http.WebUrl;
import dev.tocsin.yaml.YamlValue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Posts to a Telegram chat as a bot.
 *
 * @param chat the id, inline or in a file
 * @param thread of the chat; 0 for none
 * @param parseMode markup of the text; empty for plain text
 */
record Telegram(
        IntegrationSettings settings,
        String apiUrl,
        Secret botToken,
        Secret chat,
        long thread,
        TemplateFields templateFields,
        boolean disableNotifications,
        String parseMode)
        implements HttpIntegration {
    static final IntegrationKind KIND = IntegrationKind.of("telegram", Telegram::read)
            .withGlobals(global -> global.withUrl("telegram_api_url", "https://api.telegram.org")
                    .withSecret("telegram_bot_token"));

    static final TemplateFields DEFAULT_FIELDS =
            TemplateFields.of().andDefaultTemplate("message", "telegram.default.message");
    private static final Set<String> PARSE_MODES = Set.of("HTML", "Markdown", "MarkdownV2", "");
    private static final int MAX_LENGTH = 4_096;
    private static final String MESSAGE_TOO_LONG =
            "The alert could not be sent: message length exceeds Telegram limits (4096 characters).";

    private static Integration read(IntegrationYaml yaml) {
        var map = yaml.map();
        var mode = map.text("parse_mode", "HTML");
        if (!PARSE_MODES.contains(mode)) {
            map.problem(
                    "parse_mode",
                    "unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty string",
                    "");
        }
        return new Telegram(
                yaml.settings(true),
                yaml.urlOrGlobal("api_url", "telegram_api_url"),
                yaml.secretOrGlobal(
                        "bot_token", "telegram_bot_token", "missing bot_token or bot_token_file on telegram_config"),
                chat(yaml),
                map.get("message_thread_id").flatMap(Telegram::integer).orElse(0L),
                yaml.templateFields(DEFAULT_FIELDS),
                map.bool("disable_notifications", false),
                mode);
    }

    private static Secret chat(IntegrationYaml yaml) {
        yaml.map()
                .get("chat_id")
                .filter(value -> !Secret.hasReference(yaml.map().text("chat_id", "")))
                .ifPresent(Telegram::integer);
        var chat = SecretReader.shown(yaml.map(), "chat_id");
        if (chat.isNone() || chat.text().equals("0")) {
            yaml.problem("missing chat_id or chat_id_file on telegram_config");
        }
        return chat;
    }

    private static Optional<Long> integer(YamlValue value) {
        return value.integer(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var fields = new TreeMap<String, Object>(Map.of(
                "chat_id", renderer.readSecret(chat),
                "text", message(renderer),
                "disable_web_page_preview", "true"));
        if (!parseMode.isEmpty()) {
            fields.put("parse_mode", parseMode);
        }
        if (disableNotifications) {
            fields.put("disable_notification", "true");
        }
        if (thread != 0) {
            fields.put("message_thread_id", Long.toString(thread));
        }
        var url = WebUrl.join(apiUrl, "bot" + renderer.readSecret(botToken) + "/sendMessage");
        return ExchangeStep.send(WebRequest.post(url, fields, settings.http()), Telegram::finish);
    }

    private static ExchangeStep finish(WebResponse response) {
        if (response.isOk() && response.json().path("ok").asBoolean(true)) {
            return ExchangeStep.delivered();
        }
        var error = "unexpected status code %d: %s".formatted(response.status(), response.excerpt());
        var wait = Duration.ofSeconds(
                response.json().path("parameters").path("retry_after").asInt(0));
        return new ExchangeStep.Done(
                new DeliveryResult.Retryable(DeliveryResult.Cause.of(response.status()), error, wait));
    }

    private String message(NotificationRenderer renderer) {
        var template = templateFields.template("message");
        if (!parseMode.equals("HTML")) {
            return Truncate.inRunes(renderer.renderText(template), MAX_LENGTH);
        }
        // Truncated HTML could be malformed.
        var html = renderer.renderHtml(template);
        return html.codePointCount(0, html.length()) > MAX_LENGTH ? MESSAGE_TOO_LONG : html;
    }
}
