package dev.tocsin.http.prometheus;

import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.Paths;
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
    public PrometheusApi(Identity identity, Evaluating evaluating, InstantSource clock, int mostBytes) {
        this.status = new StatusResource(identity, evaluating.engine().options(), clock);
        this.rules = new RulesResource(evaluating.rules(), mostBytes);
        this.queries = new QueryResource(evaluating, clock, mostBytes);
        this.series = new SeriesResource(evaluating.samples(), mostBytes);
    }

    /**
     * @param alertsPost what becomes of a {@code POST /api/v1/alerts}, which Prometheus does not have
     * @param more adds further paths below {@code /api/v1} before all others are refused
     */
    public void register(RoutesConfig routes, Handler alertsPost, Consumer<Paths> more) {
        routes.before(BASE + "/*", PrometheusApi::allowOrigins);
        routes.options(BASE + "/*", request -> request.status(204));
        var paths = new Paths(routes, new Envelope.Refused());
        paths.get(BASE + "/rules", rules::rules);
        paths.getOrPost(BASE + "/alerts", rules::alerts, alertsPost);
        status(paths);
        nothing(paths);
        both(paths, "/format_query", queries::format);
        both(paths, "/query", queries::instant);
        both(paths, "/query_range", queries::range);
        both(paths, "/series", series::series);
        both(paths, "/labels", series::labels);
        paths.get(BASE + "/label/{name}/values", series::values);
        more.accept(paths);
        paths.refuseOthers(BASE + "/*");
    }

    /** Sends a list of Tocsin's own in Prometheus's envelope. */
    public static void send(Context request, Object data) {
        Envelope.send(request, data);
    }

    private void status(Paths paths) {
        paths.get(BASE + "/status/buildinfo", status::buildInfo);
        paths.get(BASE + "/status/flags", status::flags);
        paths.get(BASE + "/status/config", status::config);
        paths.get(BASE + "/status/runtimeinfo", status::runtimeInfo);
    }

    /** What clients ask for and what is not kept here: they are told that there is none. */
    private static void nothing(Paths paths) {
        both(paths, "/query_exemplars", request -> Envelope.send(request, List.of()));
        paths.get(BASE + "/metadata", request -> Envelope.send(request, Map.of()));
        paths.get(BASE + "/targets", request -> Envelope.send(request, Targets.NONE));
        paths.get(BASE + "/targets/metadata", request -> Envelope.send(request, List.of()));
        paths.get(BASE + "/scrape_pools", request -> Envelope.send(request, Map.of("scrapePools", List.of())));
        paths.get(BASE + "/alertmanagers", request -> Envelope.send(request, Alertmanagers.NONE));
    }

    private record Targets(
            List<Object> activeTargets, List<Object> droppedTargets, Map<String, Long> droppedTargetCounts) {
        static final Targets NONE = new Targets(List.of(), List.of(), Map.of());
    }

    /** None but this instance, which tells nobody else. */
    private record Alertmanagers(List<Object> activeAlertmanagers, List<Object> droppedAlertmanagers) {
        static final Alertmanagers NONE = new Alertmanagers(List.of(), List.of());
    }

    private static void both(Paths paths, String path, Handler handler) {
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
