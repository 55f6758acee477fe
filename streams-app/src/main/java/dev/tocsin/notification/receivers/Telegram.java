package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import dev.tocsin.notification.receivers.http.WebUrl;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A chat of Telegram.
 *
 * @param chat its number, or a file that holds it
 * @param thread of the chat; 0 for none
 * @param parseMode how the text is marked up; empty for not at all
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
    static final TemplateFields DEFAULT_FIELDS =
            TemplateFields.of().andDefaultTemplate("message", "telegram.default.message");
    static final Set<String> PARSE_MODES = Set.of("HTML", "Markdown", "MarkdownV2", "");
    private static final int MAX_LENGTH = 4_096;
    private static final String MESSAGE_TOO_LONG =
            "The alert could not be sent: message length exceeds Telegram limits (4096 characters).";

    @Override
    public String kind() {
        return "telegram";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var fields = new TreeMap<String, Object>(Map.of(
                "chat_id", telling.readSecret(chat),
                "text", message(telling),
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
        var url = WebUrl.join(apiUrl, "bot" + telling.readSecret(botToken) + "/sendMessage");
        return ExchangeStep.send(WebRequest.post(url, fields, settings.http()), Telegram::finish);
    }

    private static ExchangeStep finish(WebResponse answer) {
        if (answer.isOk() && answer.json().path("ok").asBoolean(true)) {
            return ExchangeStep.delivered();
        }
        var error = "unexpected status code %d: %s".formatted(answer.status(), answer.excerpt());
        return new ExchangeStep.Done(new DeliveryResult.Retryable(DeliveryResult.Cause.of(answer.status()), error));
    }

    private String message(NotificationRenderer telling) {
        var template = templateFields.template("message");
        if (!parseMode.equals("HTML")) {
            return Truncate.inRunes(telling.renderText(template), MAX_LENGTH);
        }
        // Cut anywhere, it would be no HTML any more.
        var html = telling.renderHtml(template);
        return html.codePointCount(0, html.length()) > MAX_LENGTH ? MESSAGE_TOO_LONG : html;
    }
}
