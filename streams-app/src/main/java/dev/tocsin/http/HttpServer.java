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
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of an instance. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SHUTDOWN_IDLE_TIMEOUT = Duration.ofMillis(50);

    private final Javalin server;

    private HttpServer(Javalin server) {
        this.server = server;
    }

    /**
     * Opens the server.
     *
     * @param apis register the paths of each API
     * @throws CannotListenException if the server cannot listen on the address
     */
    public static HttpServer open(HttpServerSettings settings, Telemetry telemetry, List<Consumer<RoutesConfig>> apis) {
        var server = Javalin.create(config -> {
            configure(config, settings);
            new RequestMetrics(telemetry).register(config);
            registerErrors(config.routes);
            apis.forEach(api -> api.accept(config.routes));
        });
        try {
            return new HttpServer(server.start());
        } catch (RuntimeException e) {
            server.stop();
            throw new CannotListenException(listenErrorMessage(settings, e), e);
        }
    }

    /** Returns the port on which the server listens. */
    public int port() {
        return server.port();
    }

    /** Accepts no more requests. Running requests have 5 seconds to end. */
    @Override
    public void close() {
        server.stop();
    }

    private static void configure(JavalinConfig config, HttpServerSettings settings) {
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
        config.http.maxRequestSize = settings.maxBodyBytes();
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, HttpServerSettings settings) {
        var connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.listen().getHostString());
        connector.setPort(settings.listen().getPort());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_TIMEOUT.toMillis());
        return connector;
    }

    private static void registerErrors(RoutesConfig routes) {
        routes.exception(ApiException.class, ApiException::send);
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

    /** The server cannot listen on its address. The message has the reason and the remedy. */
    static final class CannotListenException extends RuntimeException {
        CannotListenException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
