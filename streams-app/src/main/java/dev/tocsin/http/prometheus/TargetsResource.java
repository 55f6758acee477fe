package dev.tocsin.http.prometheus;

import dev.tocsin.http.common.Caller.Role;
import dev.tocsin.http.common.Endpoints;
import dev.tocsin.http.common.ResponseEnvelope;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Paths about scraping, other Alertmanagers and notices of the server, which Tocsin does not have: empty lists. */
final class TargetsResource {
    private TargetsResource() {}

    static void register(Endpoints paths, String base) {
        paths.get(base + "/targets", Role.VIEWER, TargetsResource::targets);
        paths.get(
                base + "/scrape_pools",
                Role.VIEWER,
                request -> ResponseEnvelope.send(request, Map.of("scrapePools", List.of())));
        paths.get(base + "/alertmanagers", Role.VIEWER, request -> ResponseEnvelope.send(request, Alertmanagers.NONE));
        paths.get(base + "/notifications", Role.VIEWER, request -> ResponseEnvelope.send(request, List.of()));
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
}
