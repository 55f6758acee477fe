package dev.tocsin.http;

import dev.tocsin.limits.Limit;
import java.time.Duration;

/**
 * Bounds on what one client, and all clients together, can hold of the server.
 *
 * @param headerTime time for the headers of a request, and for the TLS handshake
 * @param bodyTime time for a body
 * @param grace time before a rate is measured
 * @param bodyRate bytes per second that a client must send
 * @param responseRate bytes per second that a client must read
 * @param bodyBytes bodies of all requests together
 * @param responseBytes responses of all requests together
 * @param threads requests that are handled at the same time
 * @param waiting requests that wait for a thread
 * @param waitingTime time that a request waits for a thread
 */
record HttpBounds(
        Duration headerTime,
        Duration bodyTime,
        Duration grace,
        long bodyRate,
        long responseRate,
        long bodyBytes,
        long responseBytes,
        int threads,
        int waiting,
        Duration waitingTime) {
    /** A small heap lowers the bounds on memory. */
    private static final int SHARE_OF_HEAP = 4;

    static HttpBounds defaults() {
        var share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        return new HttpBounds(
                Limit.REQUEST_HEADER_TIME.duration(),
                Limit.REQUEST_BODY_TIME.duration(),
                Limit.SLOW_CLIENT_GRACE.duration(),
                Limit.REQUEST_BODY_RATE.value(),
                Limit.RESPONSE_RATE.value(),
                Math.min(share, Limit.REQUEST_BODIES.value()),
                Math.min(share, Limit.RESPONSES.value()),
                Limit.REQUEST_THREADS.intValue(),
                Limit.WAITING_REQUESTS.intValue(),
                Limit.WAITING_REQUEST_TIME.duration());
    }
}
