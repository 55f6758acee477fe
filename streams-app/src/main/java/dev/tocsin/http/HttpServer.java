package dev.tocsin.http;

import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.Caller;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Causes;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of an instance. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final Javalin server;
    private final ListenAddresses addresses;

    private HttpServer(Javalin server, ListenAddresses addresses) {
        this.server = server;
        this.addresses = addresses;
    }

    /**
     * Opens the server.
     *
     * @param apis register the paths of each API
     * @throws CannotListenException if the server cannot listen on an address, or a web configuration file is invalid
     */
    public static HttpServer open(HttpServerSettings settings, Telemetry telemetry, List<Consumer<RoutesConfig>> apis) {
        var addresses = ListenAddresses.open(settings);
        var server = Javalin.create(config -> {
            configure(config, settings, addresses);
            new RequestMetrics(telemetry).register(config);
            registerErrors(config.routes);
            apis.forEach(api -> api.accept(config.routes));
        });
        try {
            return new HttpServer(server.start(), addresses);
        } catch (RuntimeException e) {
            server.stop();
            throw addresses.startFailure(e);
        }
    }

    /** Returns the port on which the server listens. */
    public int port() {
        return server.port();
    }

    /** Returns the port of the second address. */
    public int managementPort() {
        return addresses.managementPort(server.jettyServer().server());
    }

    /** Accepts no more requests. Running requests have 5 seconds to end. */
    @Override
    public void close() {
        server.stop();
    }

    private static void configure(JavalinConfig config, HttpServerSettings settings, ListenAddresses addresses) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.modifyServer(server -> {
            server.setHandler(Handlers.chain(settings, addresses));
            server.setStopTimeout(STOP_TIMEOUT.toMillis());
        });
        addresses.register(config);
        config.router.contextPath = settings.routePrefix().isEmpty() ? "/" : settings.routePrefix();
        config.http.maxRequestSize = settings.maxBodyBytes();
    }

    private static void registerErrors(RoutesConfig routes) {
        routes.exception(ApiException.class, ApiException::send);
        routes.exception(
                NotFoundResponse.class,
                (e, request) -> request.status(404)
                        .contentType("text/plain; charset=utf-8")
                        .result("404 page not found\n"));
        routes.exception(
                HttpResponseException.class, (e, request) -> ApiJson.send(request, e.getStatus(), e.getMessage()));
        routes.exception(Exception.class, HttpServer::handleFailure);
    }

    private static void handleFailure(Exception e, Context request) {
        LOG.atError()
                .addKeyValue("method", request.method().name())
                .addKeyValue("path", request.path())
                .addKeyValue("client", Caller.of(request).address())
                .setCause(e)
                .log("A request failed");
        ApiJson.send(request, 500, "internal error, see the log of Tocsin: " + Causes.message(e));
    }

    /** The server cannot listen on its address. The message has the reason and the remedy. */
    static final class CannotListenException extends RuntimeException {
        CannotListenException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
