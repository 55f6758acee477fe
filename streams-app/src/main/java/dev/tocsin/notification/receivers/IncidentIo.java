package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Authorization;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;

/** An alert source of incident.io. */
record IncidentIo(IntegrationSettings settings, Secret url, Secret token, int maxAlerts) implements HttpIntegration {
    private static final String VERSION = "1";
    private static final int MAX_BYTES = 512 * 1_024;

    @Override
    public String kind() {
        return "incidentio";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var http = token.isNone() ? settings.http() : settings.http().with(Authorization.bearer(token));
        var body = WebhookPayload.renderWithin(MAX_BYTES, telling, maxAlerts, VERSION);
        return ExchangeStep.sendOnce(
                WebRequest.post(telling.readSecret(url), body, http), RetryPolicy.SERVER_ERRORS_AND_RATE_LIMITS);
    }
}
