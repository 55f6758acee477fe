package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Answer;
import dev.tocsin.notification.receivers.http.Request;
import dev.tocsin.notification.receivers.http.Secret;
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
        Manner manner,
        String apiUrl,
        Secret botToken,
        Secret chat,
        long thread,
        Texts texts,
        boolean disableNotifications,
        String parseMode)
        implements OverHttp {
    static final Texts TEXTS = Texts.of().calling("message", "telegram.default.message");
    static final Set<String> PARSE_MODES = Set.of("HTML", "Markdown", "MarkdownV2", "");
    private static final int LONGEST = 4_096;
    private static final String TOO_LONG =
            "The alert could not be sent: message length exceeds Telegram limits (4096 characters).";

    @Override
    public String kind() {
        return "telegram";
    }

    @Override
    public Step begin(Telling telling) {
        var fields = new TreeMap<String, Object>(Map.of(
                "chat_id", telling.secret(chat),
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
        var url = WebUrl.join(apiUrl, "bot" + telling.secret(botToken) + "/sendMessage");
        return Step.ask(Request.post(url, fields, manner.http()), Telegram::end);
    }

    private static Step end(Answer answer) {
        if (answer.isOk() && answer.json().path("ok").asBoolean(true)) {
            return Step.delivered();
        }
        var error = "unexpected status code %d: %s".formatted(answer.status(), answer.shown());
        return new Step.Over(new Outcome.Retryable(Outcome.Cause.of(answer.status()), error));
    }

    private String message(Telling telling) {
        var template = texts.template("message");
        if (!parseMode.equals("HTML")) {
            return Cut.toRunes(telling.text(template), LONGEST);
        }
        // Cut anywhere, it would be no HTML any more.
        var html = telling.html(template);
        return html.codePointCount(0, html.length()) > LONGEST ? TOO_LONG : html;
    }
}
