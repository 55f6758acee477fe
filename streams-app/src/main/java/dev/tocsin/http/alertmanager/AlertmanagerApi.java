package dev.tocsin.http.alertmanager;

import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.Endpoints;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.InstanceStatus;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.telemetry.Telemetry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;

/** Everything below {@code /api/v2}, and what has become of version 1. */
public final class AlertmanagerApi {
    /** The version of Alertmanager whose API this is; clients decide by it what they may ask. */
    public static final String VERSION = "0.33.0";

    private static final String BASE = "/api/v2";
    private static final String V1_GONE_MESSAGE =
            "The Alertmanager v1 API was deprecated in version 0.16.0 and is removed as of"
                    + " version 0.27.0 - please use the equivalent route in the v2 API";

    private final Identity identity;
    private final Supplier<InstanceStatus> status;
    private final AlertmanagerApiContext context;
    private final AlertsResource alerts;
    private final AlertGroupsResource groups;
    private final SilencesResource silences;

    /** @param mostBytes the largest body that is read */
    public AlertmanagerApi(
            Identity identity,
            Supplier<InstanceStatus> condition,
            AlertmanagerApiContext notifying,
            Telemetry telemetry,
            InstantSource clock,
            AsyncResponse later,
            int mostBytes) {
        var requests = new RequestValidator(mostBytes);
        this.identity = identity;
        this.status = condition;
        this.context = notifying;
        this.alerts = new AlertsResource(notifying, telemetry, clock, later, requests);
        this.groups = new AlertGroupsResource(notifying, later);
        this.silences = new SilencesResource(notifying.silenceService(), notifying.matchers(), later, requests);
    }

    public void register(RoutesConfig routes) {
        routes.before(BASE + "/*", AlertmanagerApi::prepareResponse);
        routes.options(BASE + "/*", AlertmanagerApi::preflight);
        var paths = new Endpoints(routes, new AlertmanagerErrors());
        paths.getOrPost(BASE + "/alerts", alerts::list, alerts::post);
        paths.get(BASE + "/alerts/groups", groups::list);
        paths.get(BASE + "/receivers", this::receivers);
        paths.getOrPost(BASE + "/silences", silences::list, silences::post);
        paths.getOrDelete(BASE + "/silence/{id}", silences::get, silences::expire);
        paths.get(BASE + "/status", this::status);
        paths.rejectUnknownPaths(BASE + "/*");
    }

    /**
     * What clients of Alertmanager's version 1 are told. Its {@code GET /api/v1/alerts} is not here: Prometheus has
     * that very path, and here it answers as Prometheus does. So this takes the POST alone.
     */
    public static void v1Gone(Context request) {
        throw new ApiException(410, new Gone("deprecated", V1_GONE_MESSAGE));
    }

    private record Gone(String status, String error) {}

    private void receivers(Context request) {
        var wanted = new AlertmanagerParameters(request, context.matchers()).receiverFilter();
        ApiJson.send(
                request,
                200,
                context.receivers().stream()
                        .filter(receiver -> wanted.test(receiver.labels()))
                        .map(ReceiverView.Labelled::of)
                        .toList());
    }

    private void status(Context request) {
        var config = context.config().get().map(AlertingConfig::redacted).orElse("");
        ApiJson.send(request, 200, StatusView.of(identity, status.get(), config));
    }

    private static void prepareResponse(Context request) {
        request.header("Cache-Control", "no-store").contentType(ApiJson.CONTENT_TYPE);
        if (request.header("Origin") != null) {
            request.header("Vary", "Origin").header("Access-Control-Allow-Origin", "*");
        }
        if (request.method().equals(HandlerType.GET)) {
            RequestValidator.checkAccept(request);
        }
    }

    private static void preflight(Context request) {
        var wanted = request.header("Access-Control-Request-Method");
        if (wanted != null && Set.of("GET", "POST", "HEAD").contains(wanted)) {
            request.header("Access-Control-Allow-Methods", wanted)
                    .header("Access-Control-Allow-Headers", "accept, content-type, x-requested-with");
        }
        request.status(204);
    }
}
