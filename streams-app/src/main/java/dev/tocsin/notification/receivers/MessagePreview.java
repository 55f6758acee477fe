package dev.tocsin.notification.receivers;

import dev.tocsin.limits.Limit;
import dev.tocsin.notification.receivers.ExchangeStep.Send;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The content of a message as an integration would send it, for people. It has no secret: neither the address nor headers are
 * part of it, and secrets inside the content are masked.
 *
 * @param content the body of the request, the mail, or the value of the record; empty if there is a problem
 * @param problem why there is no content; empty if there is one
 */
public record MessagePreview(String content, String problem) {
    /**
     * Renders a notification for an integration.
     *
     * @param now for template functions such as {@code now}
     * @param yaml parses YAML, as {@link NotificationRenderer.RenderContext#yaml}
     */
    public static MessagePreview of(
            Integration integration, Notification notification, Instant now, Function<String, Object> yaml) {
        if (integration instanceof HttpIntegration http
                && !http.previewProblem().isEmpty()) {
            return problem(http.previewProblem());
        }
        try {
            var renderer = NotificationRenderer.withoutSecrets(notification, now, yaml);
            if (integration instanceof HttpIntegration http) {
                return of(http.start(renderer));
            }
            return integration instanceof Email email
                    ? of(email.mail(renderer))
                    : content(((KafkaTopic) integration).message(renderer).value());
        } catch (RuntimeException e) {
            return problem("the message cannot be rendered: " + e.getMessage());
        }
    }

    private static MessagePreview of(ExchangeStep first) {
        if (!(first instanceof Send send)) {
            return problem("nothing would be sent");
        }
        var body = send.request().body();
        var url = send.request().url();
        return content(body.isEmpty() ? parameters(url.substring(url.indexOf('?') + 1)) : body);
    }

    /** The parameters of a request without a body, one a line. */
    private static String parameters(String query) {
        return Stream.of(query.split("&"))
                .map(parameter -> URLDecoder.decode(parameter, StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    private static MessagePreview of(Email.Mail mail) {
        var head = mail.headers().entrySet().stream().map(MessagePreview::line).collect(Collectors.joining("\n"));
        return content(head + "\n\n" + (mail.text().isEmpty() ? mail.html() : mail.text()));
    }

    private static String line(Map.Entry<String, String> header) {
        return header.getKey() + ": " + header.getValue();
    }

    private static MessagePreview content(String text) {
        var most = Limit.MESSAGE_PREVIEW.intValue();
        return new MessagePreview(text.length() > most ? Truncate.inRunes(text, most) : text, "");
    }

    private static MessagePreview problem(String sentence) {
        return new MessagePreview("", sentence);
    }
}
