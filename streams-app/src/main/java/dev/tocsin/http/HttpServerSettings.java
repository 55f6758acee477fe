package dev.tocsin.http;

import java.time.Duration;

/**
 * Where the door is, and what it puts up with.
 *
 * @param port 0 for any that is free
 * @param routePrefix what all paths begin with, such as {@code /tocsin}; empty for none
 * @param mostBytes the largest body that is read
 * @param patience how long a client waits for an answer that must go through the log
 */
public record HttpServerSettings(
        String host, int port, String routePrefix, int maxBodyBytes, Duration responseTimeout) {
    private static final int DEFAULT_MAX_BODY_BYTES = 10 * 1024 * 1024;

    public static HttpServerSettings at(String host, int port) {
        return new HttpServerSettings(host, port, "", DEFAULT_MAX_BODY_BYTES, Duration.ofSeconds(30));
    }

    public HttpServerSettings withRoutePrefix(String prefix) {
        return new HttpServerSettings(host, port, prefix, maxBodyBytes, responseTimeout);
    }

    HttpServerSettings withMaxBodyBytes(int bytes) {
        return new HttpServerSettings(host, port, routePrefix, bytes, responseTimeout);
    }

    HttpServerSettings withResponseTimeout(Duration longest) {
        return new HttpServerSettings(host, port, routePrefix, maxBodyBytes, longest);
    }
}
