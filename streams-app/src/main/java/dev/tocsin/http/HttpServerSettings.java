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
 * @param maxBodyBytes maximum size of a request body (10 MiB by default); a larger one is refused with status 413
 * @param responseTimeout how long a client waits for a response that depends on a write to Kafka
 * @param webConfigFile TLS, users and headers of the address; empty for plain HTTP without users
 * @param management a second address; empty for none
 * @param hasOtherLogins whether the resources accept callers without a password, although the web configuration has users
 * @param proxies proxies that tell the address of the client
 */
public record HttpServerSettings(
        InetSocketAddress listen,
        URI externalUrl,
        String routePrefix,
        int maxBodyBytes,
        Duration responseTimeout,
        Optional<Path> webConfigFile,
        Optional<Management> management,
        boolean hasOtherLogins,
        AuthSettings.Proxy proxies) {
    private static final Duration DEFAULT_RESPONSE_TIMEOUT = Duration.ofSeconds(30);

    /** Settings with the fixed limits of the product, plain HTTP and one address. */
    public HttpServerSettings(InetSocketAddress listen, URI externalUrl, String routePrefix) {
        this(
                listen,
                externalUrl,
                routePrefix,
                Limit.REQUEST_BODY.intValue(),
                DEFAULT_RESPONSE_TIMEOUT,
                Optional.empty(),
                Optional.empty(),
                false,
                AuthSettings.Proxy.NONE);
    }

    /** A second address that serves health and metrics only. */
    public record Management(InetSocketAddress listen, Optional<Path> webConfigFile) {}

    public HttpServerSettings withMaxBodyBytes(int bytes) {
        return new HttpServerSettings(
                listen,
                externalUrl,
                routePrefix,
                bytes,
                responseTimeout,
                webConfigFile,
                management,
                hasOtherLogins,
                proxies);
    }

    public HttpServerSettings withResponseTimeout(Duration timeout) {
        return new HttpServerSettings(
                listen,
                externalUrl,
                routePrefix,
                maxBodyBytes,
                timeout,
                webConfigFile,
                management,
                hasOtherLogins,
                proxies);
    }

    public HttpServerSettings withWebConfigFile(Path file) {
        return new HttpServerSettings(
                listen,
                externalUrl,
                routePrefix,
                maxBodyBytes,
                responseTimeout,
                Optional.of(file),
                management,
                hasOtherLogins,
                proxies);
    }

    public HttpServerSettings withManagement(Management second) {
        return new HttpServerSettings(
                listen,
                externalUrl,
                routePrefix,
                maxBodyBytes,
                responseTimeout,
                webConfigFile,
                Optional.of(second),
                hasOtherLogins,
                proxies);
    }

    /** The same, where a request without a password may have another login, or none. */
    public HttpServerSettings withOtherLogins(boolean others) {
        return new HttpServerSettings(
                listen,
                externalUrl,
                routePrefix,
                maxBodyBytes,
                responseTimeout,
                webConfigFile,
                management,
                others,
                proxies);
    }

    public HttpServerSettings withProxies(AuthSettings.Proxy trusted) {
        return new HttpServerSettings(
                listen,
                externalUrl,
                routePrefix,
                maxBodyBytes,
                responseTimeout,
                webConfigFile,
                management,
                hasOtherLogins,
                trusted);
    }
}
