package dev.tocsin.notification.receivers;

import dev.tocsin.notation.GoJson;
import dev.tocsin.notification.receivers.http.PermanentDeliveryException;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebUrl;
import java.util.Optional;

/**
 * A web server that takes {@link WebhookPayload}s.
 *
 * @param url where to; a template and a secret, since it may hold one
 * @param maxAlerts how many alerts one payload may have; 0 for all
 * @param payload what is sent instead of the usual: data whose texts are templates
 */
public record Webhook(IntegrationSettings settings, Secret url, int maxAlerts, Optional<Object> payload)
        implements HttpIntegration {
    /** @throws IllegalArgumentException in Alertmanager's words */
    public Webhook {
        if (url.file().isEmpty() && !url.text().contains("{{")) {
            WebUrl.check(url.text());
        }
        if (maxAlerts < 0) {
            throw new IllegalArgumentException("max_alerts is %d, but must be 0 (all) or more".formatted(maxAlerts));
        }
    }

    /** With every setting at its default. */
    public static Webhook of(String url) {
        return new Webhook(IntegrationSettings.DEFAULT, Secret.of(url), 0, Optional.empty());
    }

    @Override
    public String kind() {
        return "webhook";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var target = telling.renderText(telling.readSecret(url));
        if (target.isEmpty()) {
            throw new PermanentDeliveryException("webhook URL is empty after templating");
        }
        var body = payload.map(data -> GoJson.value(telling.renderStructure(data)) + "\n")
                .orElseGet(() -> WebhookPayload.render(telling, maxAlerts, "4"));
        return ExchangeStep.sendOnce(WebRequest.post(target, body, settings.http()), RetryPolicy.SERVER_ERRORS);
    }

    @Override
    public String toString() {
        return "webhook %d to <secret>".formatted(index());
    }
}
