package dev.tocsin.http;

import dev.tocsin.http.common.DeferredRequest;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.OutOfMemory;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of an instance. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    /** For health, metrics, and Jetty itself. */
    private static final int RESERVED_THREADS = 50;

    private static final int MIN_THREADS = 8;

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
        return open(settings, HttpBounds.defaults(), telemetry, apis);
    }

    static HttpServer open(
            HttpServerSettings settings, HttpBounds bounds, Telemetry telemetry, List<Consumer<RoutesConfig>> apis) {
        var addresses = ListenAddresses.open(settings);
        var server = Javalin.create(config -> {
            configureJetty(config, settings, addresses, bounds, telemetry);
            new RequestMetrics(telemetry).register(config);
            new RequestErrors().register(config.routes);
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

    /** Accepts no more requests. Running requests have 5 seconds to end. A failure is logged. */
    @Override
    public void close() {
        try {
            GracefulStop.endRequests(server.jettyServer().server());
            server.stop();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("The HTTP server did not stop cleanly");
        }
    }

    private static void configureJetty(
            JavalinConfig config,
            HttpServerSettings settings,
            ListenAddresses addresses,
            HttpBounds bounds,
            Telemetry telemetry) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.threadPool = new QueuedThreadPool(bounds.threads() + RESERVED_THREADS, MIN_THREADS);
        config.jetty.modifyServer(server -> {
            server.setHandler(Handlers.chain(settings, addresses, bounds, telemetry));
            server.setErrorHandler(HttpServer::writeError);
            GracefulStop.configure(server);
            server.addBean(new SlowHeaders(server, bounds.headerTime(), telemetry));
        });
        config.jetty.modifyServletContextHandler(
                handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
        addresses.register(config);
        config.router.contextPath = settings.routePrefix().isEmpty() ? "/" : settings.routePrefix();
        config.http.maxRequestSize = settings.maxBodyBytes();
        config.router.javaLangErrorHandler((response, error) -> {
            OutOfMemory.endProcess(error);
            LOG.atError().setCause(error).log("A request failed");
            response.setStatus(500);
        });
    }

    /** Answers a request that no resource has answered, such as one that is not HTTP. */
    private static boolean writeError(Request request, Response response, Callback callback) {
        RequestGate.SECURITY_HEADERS.forEach(response.getHeaders()::put);
        return new DeferredRequest(null, request, response, callback)
                .refuse(response.getStatus(), HttpStatus.getMessage(response.getStatus()));
    }

    /** The server cannot listen on its address. The message has the reason and the remedy. */
    static final class CannotListenException extends RuntimeException {
        CannotListenException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
