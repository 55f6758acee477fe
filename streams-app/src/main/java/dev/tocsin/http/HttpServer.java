package dev.tocsin.http;

import dev.tocsin.http.alertmanager.AlertmanagerApi;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.Endpoints;
import dev.tocsin.http.prometheus.PrometheusApi;
import dev.tocsin.http.prometheus.RemoteWriteHandler;
import dev.tocsin.kafka.log.SkippedRecord;
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
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SHUTDOWN_IDLE_TIMEOUT = Duration.ofMillis(50);

    private final Javalin server;

    private HttpServer(Javalin server) {
        this.server = server;
    }

    /**
     * Takes requests from now on.
     *
     * @throws CannotListenException if the address can not be had
     */
    public static HttpServer open(HttpServerSettings settings, HttpServerContext inside, InstantSource clock) {
        var server = Javalin.create(config -> configure(config, settings, inside, clock));
        try {
            return new HttpServer(server.start());
        } catch (RuntimeException e) {
            server.stop();
            throw new CannotListenException(listenErrorMessage(settings, e), e);
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

    private static void configure(
            JavalinConfig config, HttpServerSettings settings, HttpServerContext inside, InstantSource clock) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.modifyServer(server -> {
            server.setHandler(
                    settings.routePrefix().isEmpty()
                            ? new GracefulHandler()
                            : new GracefulHandler(new PrefixRedirect(settings.routePrefix())));
            server.setStopTimeout(STOP_TIMEOUT.toMillis());
        });
        config.jetty.addConnector((server, http) -> connector(server, http, settings));
        config.router.contextPath = settings.routePrefix().isEmpty() ? "/" : settings.routePrefix();
        new RequestMetrics(inside.telemetry()).register(config);
        config.http.maxRequestSize = settings.maxBodyBytes();
        var routes = config.routes;
        routes.exception(ApiException.class, ApiException::send);
        routes.exception(
                HttpResponseException.class, (e, request) -> ApiJson.send(request, e.getStatus(), e.getMessage()));
        routes.exception(Exception.class, HttpServer::handleFailure);
        var later = new AsyncResponse(settings.responseTimeout());
        new AlertmanagerApi(
                        inside.identity(),
                        inside.status(),
                        inside.alertmanager(),
                        inside.telemetry(),
                        clock,
                        later,
                        settings.maxBodyBytes())
                .register(routes);
        new PrometheusApi(inside.identity(), inside.prometheus(), clock, settings.maxBodyBytes())
                .register(routes, AlertmanagerApi::v1Gone, paths -> {
                    var remoteWrite =
                            new RemoteWriteHandler(inside.sampleWriter(), clock, later, settings.maxBodyBytes());
                    paths.post("/api/v1/write", remoteWrite::write);
                    addTocsinPaths(paths, inside);
                });
        new ManagementApi(inside.status(), inside.telemetry()).register(routes);
        routes.get("/", new HomePage(inside, settings.routePrefix())::show);
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, HttpServerSettings settings) {
        var connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.listen().getHostString());
        connector.setPort(settings.listen().getPort());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_TIMEOUT.toMillis());
        return connector;
    }

    private static void addTocsinPaths(Endpoints paths, HttpServerContext inside) {
        for (var path : new String[] {"/api/v1/status", "/api/v1/receivers"}) {
            paths.get(path, AlertmanagerApi::v1Gone);
        }
        paths.getOrPost("/api/v1/silences", AlertmanagerApi::v1Gone, AlertmanagerApi::v1Gone);
        paths.getOrDelete("/api/v1/silence/{id}", AlertmanagerApi::v1Gone, AlertmanagerApi::v1Gone);
        paths.get(
                "/api/v1/tocsin/skipped-records",
                request -> PrometheusApi.send(
                        request,
                        inside.skippedRecords().get().stream()
                                .map(SkippedRecordView::of)
                                .toList()));
    }

    private record SkippedRecordView(String topic, long offset, String key, String reason, String time) {
        static SkippedRecordView of(SkippedRecord skipped) {
            return new SkippedRecordView(
                    skipped.topic(), skipped.offset(), skipped.key(), skipped.reason(), ApiTime.millis(skipped.at()));
        }
    }

    private static void handleFailure(Exception e, Context request) {
        LOG.atError()
                .addKeyValue("method", request.method().name())
                .addKeyValue("path", request.path())
                .setCause(e)
                .log("A request failed");
        ApiJson.send(request, 500, "this is a fault of Tocsin, and its log says more: " + Causes.message(e));
    }

    private static String listenErrorMessage(HttpServerSettings settings, RuntimeException e) {
        var address =
                settings.listen().getHostString() + ":" + settings.listen().getPort();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    && String.valueOf(cause.getMessage()).contains("in use")) {
                return "cannot listen on %s: the port is in use; stop the other process, or set http.listen to another port"
                        .formatted(address);
            }
        }
        return "cannot listen on %s (%s); set http.listen to an address of this machine"
                .formatted(address, Causes.message(e));
    }
}
