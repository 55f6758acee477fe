package dev.tocsin.http;

import java.time.Duration;

/**
 * Where the door is, and what it puts up with.
 *
 * @param port 0 for any that is free
 * @param mostBytes the largest body that is read
 * @param patience how long a client waits for an answer that must go through the log
 */
public record HttpSettings(String host, int port, int mostBytes, Duration patience) {
    private static final int TEN_MIB = 10 * 1024 * 1024;

    public static HttpSettings at(String host, int port) {
        return new HttpSettings(host, port, TEN_MIB, Duration.ofSeconds(30));
    }

    public HttpSettings withMostBytes(int bytes) {
        return new HttpSettings(host, port, bytes, patience);
    }

    public HttpSettings withPatience(Duration longest) {
        return new HttpSettings(host, port, mostBytes, longest);
    }
}
