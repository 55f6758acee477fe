package dev.tocsin.http;

import dev.tocsin.limits.Limit;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

/**
 * Settings of the HTTP server.
 *
 * @param listen the address to listen on; host {@code 0.0.0.0} for every interface, port 0 for any free port
 * @param externalUrl the URL at which people reach the instance, without a slash at the end
 * @param routePrefix prefix of all paths, such as {@code /tocsin}; empty for none
 * @param maxBodyBytes maximum size of a request body (10 MiB by default); a larger one is refused with status 413
 * @param responseTimeout how long a client waits for a response that depends on a write to Kafka
 */
public record HttpServerSettings(
        InetSocketAddress listen, URI externalUrl, String routePrefix, int maxBodyBytes, Duration responseTimeout) {
    private static final Duration DEFAULT_RESPONSE_TIMEOUT = Duration.ofSeconds(30);

    /** Settings with the fixed limits of the product. */
    public HttpServerSettings(InetSocketAddress listen, URI externalUrl, String routePrefix) {
        this(listen, externalUrl, routePrefix, Limit.REQUEST_BODY.intValue(), DEFAULT_RESPONSE_TIMEOUT);
    }
}
