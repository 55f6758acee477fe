package dev.tocsin.http.prometheus;

import dev.tocsin.http.instance.Identity;
import dev.tocsin.http.wire.Paths;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Everything below {@code /api/v1} that Prometheus has there. */
public final class PrometheusApi {
    private static final String BASE = "/api/v1";

    private final Identity identity;
    private final RulesResource rules;
    private final QueryResource queries;
    private final SeriesResource series;

    /** @param mostBytes the largest form that is read */
    public PrometheusApi(Identity identity, Evaluating evaluating, InstantSource clock, int mostBytes) {
        this.identity = identity;
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
        paths.get(BASE + "/status/buildinfo", this::buildInfo);
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

    private void buildInfo(Context request) {
        Envelope.send(request, BuildInfo.of(identity));
    }

    /**
     * @param version that of the Prometheus whose API this is, since clients decide by it what they may ask. There is no
     *     {@code features}: Grafana would take it for a sign of a ruler API that is not here.
     */
    private record BuildInfo(
            String version, String revision, String branch, String buildUser, String buildDate, String goVersion) {
        private static final String PROMETHEUS = "3.5.0";

        static BuildInfo of(Identity identity) {
            return new BuildInfo(PROMETHEUS, "tocsin-" + identity.version(), "", "", "", "");
        }
    }
}
