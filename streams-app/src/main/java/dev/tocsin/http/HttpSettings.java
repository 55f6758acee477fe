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
public record HttpSettings(String host, int port, String routePrefix, int mostBytes, Duration patience) {
    private static final int TEN_MIB = 10 * 1024 * 1024;

    public static HttpSettings at(String host, int port) {
        return new HttpSettings(host, port, "", TEN_MIB, Duration.ofSeconds(30));
    }

    public HttpSettings withRoutePrefix(String prefix) {
        return new HttpSettings(host, port, prefix, mostBytes, patience);
    }

    HttpSettings withMostBytes(int bytes) {
        return new HttpSettings(host, port, routePrefix, bytes, patience);
    }

    HttpSettings withPatience(Duration longest) {
        return new HttpSettings(host, port, routePrefix, mostBytes, longest);
    }
}
