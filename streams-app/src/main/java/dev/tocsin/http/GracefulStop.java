package dev.tocsin.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a server after its running requests have ended.
 *
 * <p>Jetty's own graceful stop also waits for each connection. An HTTP/2 session that the client ends at the same time may
 * never report its end. An idle timeout during the stop ends requests that wait. Therefore only requests are waited for.
 */
final class GracefulStop {
    private static final Logger LOG = LoggerFactory.getLogger(GracefulStop.class);

    /** Running requests have this time to end. */
    private static final Duration REQUESTS = Duration.ofSeconds(5);

    /** Idle connections have this time: a request that arrived before the stop is refused with 503. */
    private static final Duration CONNECTIONS = Duration.ofMillis(300);

    private static final Duration IDLE = Duration.ofMillis(50);
    private static final Duration THREADS = Duration.ofSeconds(1);
    private static final int NEVER = -1;

    private GracefulStop() {}

    /** Configures a server that has no connectors yet. */
    static void configure(Server server) {
        server.setStopTimeout(0);
        server.getBean(QueuedThreadPool.class).setStopTimeout(THREADS.toMillis());
    }

    /** Configures a connector. */
    static void configure(AbstractConnector connector) {
        connector.setShutdownIdleTimeout(NEVER);
    }

    /** Ends the requests and the connections of a server. The server itself is still to be stopped. */
    static void endRequests(Server server) {
        Graceful.shutdown(server);
        var handler = server.getDescendant(GracefulHandler.class);
        if (!await(handler.shutdown(), REQUESTS)) {
            LOG.atWarn()
                    .addKeyValue("requests", handler.getCurrentRequestCount())
                    .log("The HTTP server stops although requests are still running");
        }
        var closed = Arrays.stream(server.getConnectors()).map(GracefulStop::closeIdle);
        await(CompletableFuture.allOf(closed.toArray(CompletableFuture[]::new)), CONNECTIONS);
    }

    private static CompletableFuture<Void> closeIdle(Connector connector) {
        ((AbstractConnector) connector).setShutdownIdleTimeout(IDLE.toMillis());
        return connector.shutdown();
    }

    /** Returns whether the future is complete in time. */
    private static boolean await(Future<?> future, Duration timeout) {
        try {
            future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
