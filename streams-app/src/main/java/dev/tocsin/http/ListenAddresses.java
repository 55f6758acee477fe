package dev.tocsin.http;

import dev.tocsin.http.HttpServer.CannotListenException;
import dev.tocsin.http.auth.TrustedProxies;
import dev.tocsin.http.webconfig.WebConfigFile;
import dev.tocsin.limits.Limit;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.Causes;
import io.javalin.config.JavalinConfig;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The addresses that the server listens on, each with its web configuration. The first one is the main one. */
record ListenAddresses(List<Listener> all, boolean hasOtherLogins, TrustedProxies proxies) {
    private static final String MAIN = "main";
    private static final String MANAGEMENT = RequestGate.MANAGEMENT;
    private static final long IDLE_MILLIS_AT_LIMIT = 1_000;

    /**
     * An address with its web configuration.
     *
     * @param name name of the Jetty connector
     * @param setting key of the setting with the address
     */
    private record Listener(String name, String setting, InetSocketAddress address, Optional<WebConfigFile> webConfig) {
        String text() {
            return address.getHostString() + ":" + address.getPort();
        }
    }

    /** @throws CannotListenException if a web configuration file is invalid */
    static ListenAddresses open(HttpServerSettings settings) {
        var all = new ArrayList<Listener>();
        all.add(new Listener(MAIN, "http.listen", settings.listen(), read(settings.webConfigFile())));
        settings.management()
                .ifPresent(second -> all.add(new Listener(
                        MANAGEMENT, "http.management_listen", second.listen(), read(second.webConfigFile()))));
        return new ListenAddresses(List.copyOf(all), settings.hasOtherLogins(), new TrustedProxies(settings.proxies()));
    }

    private static Optional<WebConfigFile> read(Optional<Path> file) {
        try {
            return file.map(WebConfigFile::open);
        } catch (IllegalArgumentException e) {
            throw new CannotListenException("the web configuration is invalid: " + e.getMessage(), e);
        }
    }

    void register(JavalinConfig config) {
        all.forEach(listener -> config.jetty.addConnector((server, http) -> connector(server, http, listener)));
    }

    List<Handler.Wrapper> handlers(Telemetry telemetry) {
        return all.stream()
                .flatMap(listener -> listener
                        .webConfig()
                        .map(file -> file.handler(
                                listener.name(),
                                hasOtherLogins && listener.name().equals(MAIN),
                                proxies,
                                telemetry))
                        .stream())
                .toList();
    }

    int managementPort(Server server) {
        return Arrays.stream(server.getConnectors())
                .filter(connector -> MANAGEMENT.equals(connector.getName()))
                .mapToInt(connector -> ((ServerConnector) connector).getLocalPort())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no second address"));
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, Listener listener) {
        EncodedSlashes.accept(http);
        http.setRequestHeaderSize(Limit.REQUEST_HEADERS.intValue());
        var protocols = listener.webConfig()
                .map(file -> file.connectionFactories(http))
                .orElseGet(() -> List.of(new HttpConnectionFactory(http)));
        var connector = new ServerConnector(server, protocols.toArray(ConnectionFactory[]::new));
        connector.setName(listener.name());
        connector.setHost(listener.address().getHostString());
        connector.setPort(listener.address().getPort());
        GracefulStop.configure(connector);
        var limit = new NetworkConnectionLimit(Limit.CONNECTIONS.intValue(), connector);
        limit.setEndPointIdleTimeout(IDLE_MILLIS_AT_LIMIT);
        server.addBean(limit);
        return connector;
    }

    /** Returns the error for a failed start, with the address that is in use. */
    CannotListenException startFailure(RuntimeException e) {
        var bind = Optional.<Throwable>empty();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                bind = Optional.of(cause);
            }
        }
        var listener = failedListener(e);
        var inUse = bind.filter(cause -> String.valueOf(cause.getMessage()).contains("in use"));
        var message = inUse.isPresent()
                ? "cannot listen on %s: the port is in use; stop the other process, or set %s to another port"
                        .formatted(listener.text(), listener.setting())
                : "cannot listen on %s (%s); set %s to an address of this machine"
                        .formatted(listener.text(), Causes.message(e), listener.setting());
        return new CannotListenException(message, e);
    }

    // Jetty's message names the address that it could not bind to.
    private Listener failedListener(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            var message = String.valueOf(cause.getMessage());
            var named = all.stream()
                    .filter(listener -> message.contains("Failed to bind to")
                            && message.endsWith(":" + listener.address().getPort()))
                    .findFirst();
            if (named.isPresent()) {
                return named.get();
            }
        }
        return all.get(0);
    }
}
