package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Authorization;
import dev.tocsin.notification.receivers.http.Request;
import dev.tocsin.notification.receivers.http.Secret;

/** An alert source of incident.io. */
record IncidentIo(Manner manner, Secret url, Secret token, int maxAlerts) implements OverHttp {
    private static final String VERSION = "1";
    private static final int MOST_BYTES = 512 * 1_024;

    @Override
    public String kind() {
        return "incidentio";
    }

    @Override
    public Step begin(Telling telling) {
        var http = token.isNone() ? manner.http() : manner.http().with(Authorization.bearer(token));
        var body = WebhookPayload.within(MOST_BYTES, telling, maxAlerts, VERSION);
        return Step.once(Request.post(telling.secret(url), body, http), Retrying.SERVER_ERRORS_AND_LIMITS);
    }
}
