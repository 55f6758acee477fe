package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Authorization;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;

/** Posts to an alert source of incident.io. */
record IncidentIo(IntegrationSettings settings, Secret url, Secret token, int maxAlerts) implements HttpIntegration {
    static final IntegrationKind KIND = IntegrationKind.of("incidentio", IncidentIo::read);

    private static final String VERSION = "1";
    private static final int MAX_BYTES = 512 * 1_024;

    private static Integration read(IntegrationYaml yaml) {
        var url = yaml.requiredUrl("url");
        var token = yaml.secret("alert_source_token");
        var settings = yaml.settingsWithTimeout(true);
        if (token.isNone() && !settings.http().isAuthorized()) {
            yaml.problem(
                    "at least one of alert_source_token, alert_source_token_file or authorization must be configured");
        }
        if (!token.isNone() && settings.http().isAuthorized()) {
            yaml.problem(
                    "cannot specify alert_source_token or alert_source_token_file when using http_config.authorization");
        }
        return new IncidentIo(settings, url, token, yaml.map().integer("max_alerts", 0, 0));
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var http = token.isNone() ? settings.http() : settings.http().with(Authorization.bearer(token));
        var body = WebhookPayload.renderWithin(MAX_BYTES, renderer, maxAlerts, VERSION);
        return ExchangeStep.sendOnce(
                WebRequest.post(renderer.readSecret(url), body, http), RetryPolicy.SERVER_ERRORS_AND_RATE_LIMITS);
    }
}
