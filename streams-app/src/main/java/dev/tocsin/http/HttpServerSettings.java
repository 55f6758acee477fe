package dev.tocsin.http;

import dev.tocsin.http.auth.AuthSettings;
import dev.tocsin.limits.Limit;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the HTTP server.
 *
 * @param listen the address to listen on; host {@code 0.0.0.0} for every interface, port 0 for any free port
 * @param externalUrl the URL at which people reach the instance, without a slash at the end
 * @param routePrefix prefix of all paths, such as {@code /tocsin}; empty for none
 * @param hasGrafanaRuler whether the API says that it is Mimir, so that Grafana offers to edit rules
 */
public record HttpServerSettings(
        InetSocketAddress listen,
        URI externalUrl,
        String routePrefix,
        Bounds bounds,
        Access access,
        boolean hasGrafanaRuler) {
    /** Settings with the fixed limits of the product, plain HTTP and one address. */
    public HttpServerSettings(InetSocketAddress listen, URI externalUrl, String routePrefix) {
        this(listen, externalUrl, routePrefix, Bounds.DEFAULTS, Access.DEFAULTS, false);
    }

    /**
     * Bounds of one request.
     *
     * @param maxBodyBytes maximum size of a request body (10 MiB by default); a larger one is refused with status 413
     * @param responseTimeout how long a client waits for a response that depends on a write to Kafka
     */
    public record Bounds(int maxBodyBytes, Duration responseTimeout) {
        static final Bounds DEFAULTS = new Bounds(Limit.REQUEST_BODY.intValue(), Duration.ofSeconds(30));
    }

    /**
     * The ways to the server and its logins.
     *
     * @param webConfigFile TLS, users and headers of the address; empty for plain HTTP without users
     * @param management a second address; empty for none
     * @param hasOtherLogins whether the resources accept callers without a password, although the web configuration has users
     * @param proxies proxies that tell the address of the client
     */
    public record Access(
            Optional<Path> webConfigFile,
            Optional<Management> management,
            boolean hasOtherLogins,
            AuthSettings.Proxy proxies) {
        static final Access DEFAULTS = new Access(Optional.empty(), Optional.empty(), false, AuthSettings.Proxy.NONE);
    }

    /** A second address that serves health and metrics only. */
    public record Management(InetSocketAddress listen, Optional<Path> webConfigFile) {}

    public int maxBodyBytes() {
        return bounds.maxBodyBytes;
    }

    public Duration responseTimeout() {
        return bounds.responseTimeout;
    }

    public Optional<Path> webConfigFile() {
        return access.webConfigFile;
    }

    public Optional<Management> management() {
        return access.management;
    }

    public boolean hasOtherLogins() {
        return access.hasOtherLogins;
    }

    public AuthSettings.Proxy proxies() {
        return access.proxies;
    }

    public HttpServerSettings withMaxBodyBytes(int bytes) {
        return with(new Bounds(bytes, bounds.responseTimeout));
    }

    public HttpServerSettings withResponseTimeout(Duration timeout) {
        return with(new Bounds(bounds.maxBodyBytes, timeout));
    }

    public HttpServerSettings withWebConfigFile(Path file) {
        return with(new Access(Optional.of(file), access.management, access.hasOtherLogins, access.proxies));
    }

    public HttpServerSettings withManagement(Management second) {
        return with(new Access(access.webConfigFile, Optional.of(second), access.hasOtherLogins, access.proxies));
    }

    /** The same, where a request without a password may have another login, or none. */
    public HttpServerSettings withOtherLogins(boolean others) {
        return with(new Access(access.webConfigFile, access.management, others, access.proxies));
    }

    public HttpServerSettings withProxies(AuthSettings.Proxy trusted) {
        return with(new Access(access.webConfigFile, access.management, access.hasOtherLogins, trusted));
    }

    public HttpServerSettings withGrafanaRuler(boolean on) {
        return new HttpServerSettings(listen, externalUrl, routePrefix, bounds, access, on);
    }

    private HttpServerSettings with(Bounds other) {
        return new HttpServerSettings(listen, externalUrl, routePrefix, other, access, hasGrafanaRuler);
    }

    private HttpServerSettings with(Access other) {
        return new HttpServerSettings(listen, externalUrl, routePrefix, bounds, other, hasGrafanaRuler);
    }
}
