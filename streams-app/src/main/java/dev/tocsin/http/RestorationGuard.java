package dev.tocsin.http;

import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.InstanceStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Refuses reads until the shared topics are read, as Prometheus does while it replays its WAL. An empty list of alerts
 * would look as if nothing fired. Paths about the instance itself answer at any time.
 */
record RestorationGuard(Supplier<InstanceStatus> status) {
    /** Paths below {@code /api/v1/tocsin} that answer at any time. */
    private static final String ABOUT_THE_INSTANCE =
            "(?!(?:summary|events|members|tokens|rules/check|skipped-records|agreement|sources|data-sources)/?$)";

    private static final Pattern ALERTMANAGER =
            Pattern.compile(".*/api/v2/(alerts|alerts/groups|silences|receivers|silence/.*)/?");
    private static final Pattern PROMETHEUS = Pattern.compile(
            ".*/api/v1/(query|query_range|query_exemplars|series|labels|label/.*|rules|rules/.*|alerts|metadata"
                    + "|targets/metadata|status/tsdb|tocsin/" + ABOUT_THE_INSTANCE + ".*)/?");
    private static final Pattern PAGES = Pattern.compile(".*/federate/?");
    private static final Pattern RULER = Pattern.compile(".*/(config/v1|prom|prometheus)?/?rules(/.*)?");

    private record PrometheusError(String status, String errorType, String error) {}

    void register(RoutesConfig routes) {
        routes.before("/api/v2/*", request -> check(request, ALERTMANAGER, reason -> reason));
        for (var paths : List.of("/api/v1/*", "/prometheus/api/v1/*")) {
            routes.before(
                    paths,
                    request ->
                            check(request, PROMETHEUS, reason -> new PrometheusError("error", "unavailable", reason)));
        }
        for (var page : List.of("/federate", "/prometheus/federate")) {
            routes.before(page, request -> check(request, PAGES, reason -> reason));
        }
        for (var base : List.of("", "/config/v1", "/prometheus", "/prometheus/config/v1", "/api/prom")) {
            routes.before(base + "/rules", request -> check(request, RULER, reason -> reason));
            routes.before(base + "/rules/*", request -> check(request, RULER, reason -> reason));
        }
    }

    private interface Body {
        Object of(String reason);
    }

    private void check(Context request, Pattern reads, Body body) {
        if (isRead(request, reads)) {
            var reason = status.get().restoring();
            if (!reason.isEmpty()) {
                throw new ApiException(503, body.of(reason));
            }
        }
    }

    // Queries can be posted. Posted alerts and silences wait for the log themselves.
    private static boolean isRead(Context request, Pattern reads) {
        var isWrite = reads == ALERTMANAGER && !request.method().name().equals("GET");
        return !isWrite && reads.matcher(request.path()).matches();
    }
}
