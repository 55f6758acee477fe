package dev.tocsin.http.alertmanager;

import dev.tocsin.http.HttpServerSettings;
import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.Caller.Role;
import dev.tocsin.http.common.Endpoints;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.InstanceStatus;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notifier.AlertIngestion;
import dev.tocsin.notifier.Notifier;
import dev.tocsin.notifier.SilenceService;
import dev.tocsin.telemetry.Telemetry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Alertmanager's API v2: all paths below {@code /api/v2}.
 *
 * @param matchers the notation of matchers, which also decides the allowed label names
 */
public record AlertmanagerApi(
        Identity identity,
        Supplier<InstanceStatus> status,
        Notifier notifier,
        AlertIngestion ingestion,
        SilenceService silenceService,
        MatcherParser matchers,
        Telemetry telemetry,
        HttpServerSettings settings,
        InstantSource clock) {
    /** The version of Alertmanager whose API this is. Clients decide by it which features they use. */
    public static final String VERSION = "0.33.0";

    private static final String BASE = "/api/v2";

    public void register(RoutesConfig routes) {
        var async = new AsyncResponse(settings.responseTimeout());
        var validator = new RequestValidator(settings.maxBodyBytes());
        var alerts = new AlertsResource(notifier, ingestion, matchers, telemetry, clock, async, validator);
        var externalUrl = settings.externalUrl().toString();
        var groups = new AlertGroupsResource(notifier, matchers, externalUrl, async);
        var silences = new SilencesResource(silenceService, matchers, async, validator);
        routes.before(BASE + "/*", AlertmanagerApi::prepareResponse);
        var paths = new Endpoints(routes, new AlertmanagerErrors());
        paths.getOrPost(BASE + "/alerts", Role.VIEWER, alerts::list, Role.WRITER, alerts::post);
        paths.get(BASE + "/alerts/groups", Role.VIEWER, groups::list);
        paths.get(BASE + "/receivers", Role.VIEWER, this::sendReceivers);
        paths.getOrPost(BASE + "/silences", Role.VIEWER, silences::list, Role.RESPONDER, silences::post);
        paths.getOrDelete(BASE + "/silence/{id}", Role.VIEWER, silences::get, Role.RESPONDER, silences::expire);
        paths.get(BASE + "/status", Role.VIEWER, this::sendStatus);
        paths.rejectUnknownPaths(BASE + "/*");
    }

    private void sendReceivers(Context request) {
        var filter = new AlertmanagerParameters(request, matchers).receiverFilter();
        var receivers = notifier.config().map(AlertingConfig::receivers).orElse(List.<Receiver>of());
        ApiJson.send(
                request,
                200,
                receivers.stream()
                        .filter(receiver -> filter.test(receiver.labels()))
                        .map(ReceiverView.Labelled::of)
                        .toList());
    }

    private void sendStatus(Context request) {
        var config = notifier.config().map(AlertingConfig::redacted).orElse("");
        ApiJson.send(request, 200, StatusView.of(identity, status.get(), config));
    }

    private static void prepareResponse(Context request) {
        request.header("Cache-Control", "no-store").contentType(ApiJson.CONTENT_TYPE);
        if (request.method().equals(HandlerType.GET)) {
            RequestValidator.checkAccept(request);
        }
    }
}
