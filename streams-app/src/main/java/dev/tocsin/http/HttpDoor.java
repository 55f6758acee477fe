package dev.tocsin.http;

import dev.tocsin.http.alertmanager.AlertmanagerApi;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.http.common.Json;
import dev.tocsin.http.common.Later;
import dev.tocsin.http.common.Paths;
import dev.tocsin.http.common.Refusal;
import dev.tocsin.http.common.SkippedRecord;
import dev.tocsin.http.prometheus.PrometheusApi;
import dev.tocsin.http.prometheus.RemoteWrite;
import dev.tocsin.timing.Causes;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.net.BindException;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open HTTP door of an instance. */
public final class HttpDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);
    private static final Duration IDLE_AT_THE_END = Duration.ofMillis(50);

    private final Javalin server;

    private HttpDoor(Javalin server) {
        this.server = server;
    }

    /**
     * Takes requests from now on.
     *
     * @throws CannotListenException if the address can not be had
     */
    public static HttpDoor open(HttpSettings settings, Inside inside, InstantSource clock) {
        var server = Javalin.create(config -> configure(config, settings, inside, clock));
        try {
            return new HttpDoor(server.start());
        } catch (RuntimeException e) {
            server.stop();
            throw new CannotListenException(sentence(settings, e), e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Takes no more requests; those that are under way may end, for at most 5 seconds. */
    @Override
    public void close() {
        server.stop();
    }

    private static void configure(JavalinConfig config, HttpSettings settings, Inside inside, InstantSource clock) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.modifyServer(server -> {
            server.setHandler(
                    settings.routePrefix().isEmpty()
                            ? new GracefulHandler()
                            : new GracefulHandler(new AtTheRoot(settings.routePrefix())));
            server.setStopTimeout(LAST_ANSWERS.toMillis());
        });
        config.jetty.addConnector((server, http) -> connector(server, http, settings));
        config.router.contextPath = settings.routePrefix().isEmpty() ? "/" : settings.routePrefix();
        new Traffic(inside.telemetry()).count(config);
        config.http.maxRequestSize = settings.mostBytes();
        var routes = config.routes;
        routes.exception(Refusal.class, Refusal::send);
        routes.exception(
                HttpResponseException.class, (e, request) -> Json.send(request, e.getStatus(), e.getMessage()));
        routes.exception(Exception.class, HttpDoor::failed);
        var later = new Later(settings.patience());
        new AlertmanagerApi(
                        inside.identity(),
                        inside.condition(),
                        inside.notifying(),
                        inside.telemetry(),
                        clock,
                        later,
                        settings.mostBytes())
                .register(routes);
        new PrometheusApi(inside.identity(), inside.evaluating(), clock, settings.mostBytes())
                .register(routes, AlertmanagerApi::gone, paths -> {
                    var remoteWrite = new RemoteWrite(inside.samples(), clock, later, settings.mostBytes());
                    paths.post("/api/v1/write", remoteWrite::write);
                    addOurs(paths, inside);
                });
        new Operations(inside.condition(), inside.telemetry()).register(routes);
        routes.get("/", new HomePage(inside, settings.routePrefix(), clock)::show);
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, HttpSettings settings) {
        var connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setShutdownIdleTimeout(IDLE_AT_THE_END.toMillis());
        return connector;
    }

    private static void addOurs(Paths paths, Inside inside) {
        for (var path : new String[] {"/api/v1/status", "/api/v1/receivers"}) {
            paths.get(path, AlertmanagerApi::gone);
        }
        paths.getOrPost("/api/v1/silences", AlertmanagerApi::gone, AlertmanagerApi::gone);
        paths.getOrDelete("/api/v1/silence/{id}", AlertmanagerApi::gone, AlertmanagerApi::gone);
        paths.get(
                "/api/v1/tocsin/skipped-records",
                request -> PrometheusApi.send(
                        request,
                        inside.skipped().get().stream().map(SkippedView::of).toList()));
    }

    private record SkippedView(String topic, long offset, String key, String reason, String time) {
        static SkippedView of(SkippedRecord skipped) {
            return new SkippedView(
                    skipped.topic(), skipped.offset(), skipped.key(), skipped.reason(), ApiTime.millis(skipped.time()));
        }
    }

    private static void failed(Exception e, Context request) {
        LOG.atError()
                .addKeyValue("method", request.method().name())
                .addKeyValue("path", request.path())
                .setCause(e)
                .log("A request failed");
        Json.send(request, 500, "this is a fault of Tocsin, and its log says more: " + Causes.sentence(e));
    }

    private static String sentence(HttpSettings settings, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    && String.valueOf(cause.getMessage()).contains("in use")) {
                return "cannot listen on %s:%d: the port is taken; stop what listens there, or set http.listen to another"
                        .formatted(settings.host(), settings.port());
            }
        }
        return "cannot listen on %s:%d (%s); set http.listen to an address of this machine"
                .formatted(settings.host(), settings.port(), Causes.sentence(e));
    }
}
