package dev.tocsin.http.prometheus;

import dev.tocsin.http.common.Endpoints;
import dev.tocsin.http.common.Identity;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Everything below {@code /api/v1} that Prometheus has there. */
public final class PrometheusApi {
    private static final String BASE = "/api/v1";

    private final StatusResource status;
    private final RulesResource rules;
    private final QueryResource queries;
    private final SeriesResource series;

    /** @param mostBytes the largest form that is read */
    public PrometheusApi(Identity identity, PrometheusApiContext evaluating, InstantSource clock, int mostBytes) {
        this.status = new StatusResource(identity, evaluating.engine().options(), clock);
        this.rules = new RulesResource(evaluating, mostBytes);
        this.queries = new QueryResource(evaluating, clock, mostBytes);
        this.series = new SeriesResource(evaluating.queryable(), mostBytes);
    }

    /**
     * @param alertsPost what becomes of a {@code POST /api/v1/alerts}, which Prometheus does not have
     * @param more adds further paths below {@code /api/v1} before all others are refused
     */
    public void register(RoutesConfig routes, Handler alertsPost, Consumer<Endpoints> more) {
        routes.before(BASE + "/*", PrometheusApi::allowOrigins);
        routes.options(BASE + "/*", request -> request.status(204));
        var paths = new Endpoints(routes, new ResponseEnvelope.PrometheusErrors());
        paths.get(BASE + "/rules", rules::rules);
        paths.getOrPost(BASE + "/alerts", rules::alerts, alertsPost);
        registerStatus(paths);
        registerEmptyEndpoints(paths);
        getOrPost(paths, "/format_query", queries::format);
        getOrPost(paths, "/query", queries::instant);
        getOrPost(paths, "/query_range", queries::range);
        getOrPost(paths, "/series", series::series);
        getOrPost(paths, "/labels", series::labelNames);
        paths.get(BASE + "/label/{name}/values", series::labelValues);
        more.accept(paths);
        paths.rejectUnknownPaths(BASE + "/*");
    }

    /** Sends a list of Tocsin's own in Prometheus's envelope. */
    public static void send(Context request, Object data) {
        ResponseEnvelope.send(request, data);
    }

    private void registerStatus(Endpoints paths) {
        paths.get(BASE + "/status/buildinfo", status::buildInfo);
        paths.get(BASE + "/status/flags", status::flags);
        paths.get(BASE + "/status/config", status::config);
        paths.get(BASE + "/status/runtimeinfo", status::runtimeInfo);
    }

    /** What clients ask for and what is not kept here: they are told that there is none. */
    private static void registerEmptyEndpoints(Endpoints paths) {
        getOrPost(paths, "/query_exemplars", request -> ResponseEnvelope.send(request, List.of()));
        paths.get(BASE + "/metadata", request -> ResponseEnvelope.send(request, Map.of()));
        paths.get(BASE + "/targets", request -> ResponseEnvelope.send(request, Targets.NONE));
        paths.get(BASE + "/targets/metadata", request -> ResponseEnvelope.send(request, List.of()));
        paths.get(BASE + "/scrape_pools", request -> ResponseEnvelope.send(request, Map.of("scrapePools", List.of())));
        paths.get(BASE + "/alertmanagers", request -> ResponseEnvelope.send(request, Alertmanagers.NONE));
    }

    private record Targets(
            List<Object> activeTargets, List<Object> droppedTargets, Map<String, Long> droppedTargetCounts) {
        static final Targets NONE = new Targets(List.of(), List.of(), Map.of());
    }

    /** None but this instance, which tells nobody else. */
    private record Alertmanagers(List<Object> activeAlertmanagers, List<Object> droppedAlertmanagers) {
        static final Alertmanagers NONE = new Alertmanagers(List.of(), List.of());
    }

    private static void getOrPost(Endpoints paths, String path, Handler handler) {
        paths.getOrPost(BASE + path, handler, handler);
    }

    private static void allowOrigins(Context request) {
        if (request.header("Origin") != null) {
            request.header("Vary", "Origin")
                    .header("Access-Control-Allow-Origin", "*")
                    .header("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
                    .header("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Origin")
                    .header("Access-Control-Expose-Headers", "Date");
        }
    }
}
