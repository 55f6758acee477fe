package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.FormBody;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import java.time.Duration;
import java.util.Map;

/**
 * The phones of somebody, by Pushover.
 *
 * @param retry after which an emergency is repeated that nobody has seen, until it expires
 * @param ttl after which the message goes by itself; zero for never
 */
record Pushover(
        IntegrationSettings settings,
        Secret userKey,
        Secret token,
        TemplateFields templateFields,
        Duration retry,
        Duration expire,
        Duration ttl,
        boolean html,
        boolean monospace)
        implements HttpIntegration {
    static final TemplateFields DEFAULT_FIELDS = TemplateFields.of("url_title", "device", "sound")
            .andDefaultTemplate("title", "pushover.default.title")
            .andDefaultTemplate("message", "pushover.default.message")
            .andDefaultTemplate("url", "pushover.default.url")
            .and("priority", "{{ if eq .Status \"firing\" }}2{{ else }}0{{ end }}");
    private static final String API = "https://api.pushover.net/1/messages.json";
    private static final int MAX_TITLE_LENGTH = 250;
    private static final int MAX_MESSAGE_LENGTH = 1_024;
    private static final int MAX_URL_LENGTH = 512;

    @Override
    public String kind() {
        return "pushover";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var form = new FormBody()
                .and("token", telling.renderText(telling.readSecret(token)))
                .and("user", telling.renderText(telling.readSecret(userKey)))
                .and("title", Truncate.inRunes(templateFields.render("title", telling), MAX_TITLE_LENGTH))
                .and("message", message(telling))
                .and("url", Truncate.inRunes(templateFields.render("url", telling), MAX_URL_LENGTH))
                .and("url_title", templateFields.render("url_title", telling))
                .and("priority", templateFields.render("priority", telling))
                .and("retry", Long.toString(retry.toSeconds()))
                .and("expire", Long.toString(expire.toSeconds()))
                .andIfNotEmpty("device", templateFields.render("device", telling))
                .and("sound", templateFields.render("sound", telling))
                .andIfNotEmpty("ttl", ttl.toSeconds() > 0 ? Long.toString(ttl.toSeconds()) : "")
                .andIfNotEmpty("html", html ? "1" : "")
                .andIfNotEmpty("monospace", monospace ? "1" : "");
        var request =
                new WebRequest("POST", API + "?" + form, Map.of("Content-Type", "text/plain"), "", settings.http());
        return ExchangeStep.sendOnce(request, RetryPolicy.SERVER_ERRORS);
    }

    private String message(NotificationRenderer telling) {
        var template = templateFields.template("message");
        var text = html ? telling.renderHtml(template) : telling.renderText(template);
        var cut = Truncate.inRunes(text, MAX_MESSAGE_LENGTH).strip();
        return cut.isEmpty() ? "(no details)" : cut;
    }
}
