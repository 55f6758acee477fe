package dev.tocsin.notification.receivers;

import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoJson;
import dev.tocsin.notification.receivers.http.PermanentDeliveryException;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebUrl;
import dev.tocsin.templates.TemplateSyntaxException;
import dev.tocsin.templates.Templates;
import dev.tocsin.templates.functions.AlertmanagerFunctions;
import dev.tocsin.yaml.YamlValue;
import java.time.Instant;
import java.util.Optional;

/**
 * Posts {@link WebhookPayload}s.
 *
 * @param url a template
 * @param maxAlerts maximum number of alerts in a payload; 0 for all
 * @param payload sent in place of a {@link WebhookPayload}: data whose texts are templates
 */
record Webhook(IntegrationSettings settings, Secret url, int maxAlerts, Optional<Object> payload)
        implements HttpIntegration {
    static final IntegrationKind KIND = IntegrationKind.of("webhook", Webhook::read);

    private static final Secret PLACEHOLDER_URL = Secret.of("http://localhost");

    /** @throws IllegalArgumentException with Alertmanager's message */
    public Webhook {
        if (url.file().isEmpty() && !url.text().contains("{{") && !Secret.hasReference(url.text())) {
            WebUrl.check(url.text());
        }
        if (maxAlerts < 0) {
            throw new IllegalArgumentException("max_alerts is %d, but must be 0 (all) or more".formatted(maxAlerts));
        }
    }

    private static Integration read(IntegrationYaml yaml) {
        var map = yaml.map();
        var url = yaml.requiredSecret("url");
        var problem = map.get("url").flatMap(YamlValue::text).flatMap(Webhook::problem);
        problem.ifPresent(message -> map.problem("url", message, ""));
        map.get("payload").ifPresent(YamlValue::recordSecret);
        return new Webhook(
                yaml.settingsWithTimeout(true),
                problem.isPresent() || url.isNone() ? PLACEHOLDER_URL : url,
                map.integer("max_alerts", 0, 0),
                map.get("payload").map(YamlValue::toJava));
    }

    private static Optional<String> problem(String url) {
        if (url.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (url.contains("{{")) {
                Templates.empty(AlertmanagerFunctions.of(Instant.EPOCH, Labels.EMPTY))
                        .parse("url", url);
            } else if (!Secret.hasReference(url)) {
                WebUrl.check(url);
            }
            return Optional.empty();
        } catch (TemplateSyntaxException e) {
            return Optional.of("invalid template syntax: " + e.reason());
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var target = renderer.renderText(renderer.readSecret(url));
        if (target.isEmpty()) {
            throw new PermanentDeliveryException("webhook URL is empty after templating");
        }
        var body = payload.map(data -> GoJson.value(renderer.renderStructure(data)) + "\n")
                .orElseGet(() -> WebhookPayload.render(renderer, maxAlerts, "4"));
        return ExchangeStep.sendOnce(WebRequest.post(target, body, settings.http()), RetryPolicy.SERVER_ERRORS);
    }

    @Override
    public String previewProblem() {
        return payload.isPresent() ? "the payload of the configuration can contain secrets, so it is not shown" : "";
    }

    @Override
    public String toString() {
        return "webhook %d to <secret>".formatted(index());
    }
}
