package dev.tocsin.notification.receivers.oncall;

import dev.tocsin.notification.receivers.Manner;
import dev.tocsin.notification.receivers.OverHttp;
import dev.tocsin.notification.receivers.Retrying;
import dev.tocsin.notification.receivers.Step;
import dev.tocsin.notification.receivers.web.Authorization;
import dev.tocsin.notification.receivers.web.Request;
import dev.tocsin.notification.receivers.web.Secret;
import dev.tocsin.notification.receivers.words.Telling;
import dev.tocsin.notification.receivers.words.WebhookPayload;

/** An alert source of incident.io. */
public record IncidentIo(Manner manner, Secret url, Secret token, int maxAlerts) implements OverHttp {
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
