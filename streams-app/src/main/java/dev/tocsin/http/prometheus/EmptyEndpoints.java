package dev.tocsin.http.prometheus;

import dev.tocsin.http.common.Caller.Role;
import dev.tocsin.http.common.Endpoints;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Paths of data that Tocsin does not have. Clients get empty lists, and errors for invalid parameters. */
record EmptyEndpoints(Endpoints paths) {
    void register(String base) {
        get(base + "/metadata", EmptyEndpoints::metadata);
        get(base + "/targets", EmptyEndpoints::targets);
        get(base + "/targets/metadata", EmptyEndpoints::targetMetadata);
        get(base + "/scrape_pools", request -> ResponseEnvelope.send(request, Map.of("scrapePools", List.of())));
        get(base + "/alertmanagers", request -> ResponseEnvelope.send(request, Alertmanagers.NONE));
        get(base + "/notifications", request -> ResponseEnvelope.send(request, List.of()));
    }

    private void get(String path, Handler handler) {
        paths.get(path, Role.VIEWER, handler);
    }

    private static void targets(Context request) {
        var state = PrometheusParameters.of(request).find("state").orElse("any").toLowerCase(Locale.ROOT);
        var hasDropped = state.equals("any") || state.equals("dropped");
        ResponseEnvelope.send(request, new Targets(List.of(), List.of(), hasDropped ? Map.of() : null));
    }

    /** @param droppedTargetCounts null if the request excludes dropped targets */
    private record Targets(
            List<Object> activeTargets, List<Object> droppedTargets, Map<String, Long> droppedTargetCounts) {}

    private record Alertmanagers(List<Object> activeAlertmanagers, List<Object> droppedAlertmanagers) {
        static final Alertmanagers NONE = new Alertmanagers(List.of(), List.of());
    }

    private static void metadata(Context request) {
        var parameters = PrometheusParameters.of(request);
        parameters.requireInteger("limit");
        parameters.requireInteger("limit_per_metric");
        ResponseEnvelope.send(request, Map.of());
    }

    private static void targetMetadata(Context request) {
        var parameters = PrometheusParameters.of(request);
        parameters.requireInteger("limit");
        parameters
                .find("match_target")
                .ifPresent(text -> PrometheusParameters.anySelector(
                        text, problem -> ResponseEnvelope.invalidParameter("match_target", problem)));
        ResponseEnvelope.send(request, List.of());
    }
}
