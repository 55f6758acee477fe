package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.FormBody;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import java.time.Duration;
import java.util.Map;

/**
 * Sends Pushover messages.
 *
 * @param retry interval in which an unacknowledged emergency message is repeated
 * @param expire time after which it is no longer repeated
 * @param ttl time after which a message is deleted; zero for never
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
    static final IntegrationKind KIND = IntegrationKind.of("pushover", Pushover::read);

    static final TemplateFields DEFAULT_FIELDS = TemplateFields.of("url_title", "device", "sound")
            .andDefaultTemplate("title", "pushover.default.title")
            .andDefaultTemplate("message", "pushover.default.message")
            .andDefaultTemplate("url", "pushover.default.url")
            .and("priority", "{{ if eq .Status \"firing\" }}2{{ else }}0{{ end }}");
    private static final String API = "https://api.pushover.net/1/messages.json";
    private static final int MAX_TITLE_LENGTH = 250;
    private static final int MAX_MESSAGE_LENGTH = 1_024;
    private static final int MAX_URL_LENGTH = 512;

    private static Integration read(IntegrationYaml yaml) {
        var html = yaml.map().bool("html", false);
        var monospace = yaml.map().bool("monospace", false);
        if (html && monospace) {
            yaml.problem("at most one of monospace & html must be configured");
        }
        return new Pushover(
                yaml.settings(true),
                yaml.requiredSecret("user_key"),
                yaml.requiredSecret("token"),
                yaml.templateFields(DEFAULT_FIELDS),
                yaml.duration("retry", Duration.ofMinutes(1)),
                yaml.duration("expire", Duration.ofHours(1)),
                yaml.duration("ttl", Duration.ZERO),
                html,
                monospace);
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var form = new FormBody()
                .and("token", renderer.renderText(renderer.readSecret(token)))
                .and("user", renderer.renderText(renderer.readSecret(userKey)))
                .and("title", Truncate.inRunes(templateFields.render("title", renderer), MAX_TITLE_LENGTH))
                .and("message", message(renderer))
                .and("url", Truncate.inRunes(templateFields.render("url", renderer), MAX_URL_LENGTH))
                .and("url_title", templateFields.render("url_title", renderer))
                .and("priority", templateFields.render("priority", renderer))
                .and("retry", Long.toString(retry.toSeconds()))
                .and("expire", Long.toString(expire.toSeconds()))
                .andIfNotEmpty("device", templateFields.render("device", renderer))
                .and("sound", templateFields.render("sound", renderer))
                .andIfNotEmpty("ttl", ttl.toSeconds() > 0 ? Long.toString(ttl.toSeconds()) : "")
                .andIfNotEmpty("html", html ? "1" : "")
                .andIfNotEmpty("monospace", monospace ? "1" : "");
        var request =
                new WebRequest("POST", API + "?" + form, Map.of("Content-Type", "text/plain"), "", settings.http());
        return ExchangeStep.sendOnce(request, RetryPolicy.SERVER_ERRORS);
    }

    private String message(NotificationRenderer renderer) {
        var template = templateFields.template("message");
        var text = html ? renderer.renderHtml(template) : renderer.renderText(template);
        var message = Truncate.inRunes(text, MAX_MESSAGE_LENGTH).strip();
        return message.isEmpty() ? "(no details)" : message;
    }
}
