package dev.tocsin.http;

import dev.tocsin.telemetry.Telemetry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Closes connections on which the headers of a request, or the TLS handshake, take too long. Jetty's idle timeout does not:
 * each byte restarts it.
 */
final class SlowHeaders extends AbstractLifeCycle {
    private static final long INTERVAL_MILLIS = 500;

    private final Server server;
    private final Duration time;
    private final Telemetry telemetry;
    private Map<EndPoint, Progress> progress = new HashMap<>();

    SlowHeaders(Server server, Duration time, Telemetry telemetry) {
        this.server = server;
        this.time = time;
        this.telemetry = telemetry;
    }

    /**
     * State of a connection at the last look.
     *
     * @param requests requests whose headers are complete
     * @param answered requests that are answered
     * @param since when the first byte of the next headers was noticed
     */
    private record Progress(long requests, long answered, long bytes, boolean started, long since) {
        Progress next(Connection connection, long now) {
            var bytesIn = connection.getBytesIn();
            if (connection.getMessagesIn() != requests || connection.getMessagesOut() != answered) {
                return of(connection, now, false);
            }
            var idle = requests == answered;
            var begins = idle && !started && bytesIn != bytes;
            return new Progress(requests, answered, bytesIn, idle && (started || begins), begins ? now : since);
        }

        static Progress of(Connection connection, long now, boolean started) {
            return new Progress(
                    connection.getMessagesIn(), connection.getMessagesOut(), connection.getBytesIn(), started, now);
        }
    }

    @Override
    protected void doStart() {
        schedule();
    }

    private void schedule() {
        server.getScheduler().schedule(this::sweepAndRepeat, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void sweepAndRepeat() {
        if (isRunning()) {
            sweep(NanoTime.now());
            schedule();
        }
    }

    private void sweep(long now) {
        var next = new HashMap<EndPoint, Progress>();
        for (var connector : server.getConnectors()) {
            for (var endPoint : connector.getConnectedEndPoints()) {
                var connection = innermost(endPoint.getConnection());
                if (connection != null && !isHttp2(connection)) {
                    var known = progress.get(endPoint);
                    // The first request, or the handshake, starts with the connection.
                    next.put(
                            endPoint,
                            known == null
                                    ? Progress.of(connection, now, isNew(connection))
                                    : known.next(connection, now));
                }
            }
        }
        progress = next;
        next.forEach((endPoint, state) -> {
            if (state.started() && NanoTime.elapsed(state.since(), now) > time.toNanos()) {
                telemetry.requestRefused("slow headers");
                endPoint.close();
            }
        });
    }

    private static boolean isNew(Connection connection) {
        return connection.getMessagesIn() <= 0;
    }

    private static Connection innermost(Connection connection) {
        if (connection instanceof SslConnection tls) {
            var inner = tls.getSslEndPoint().getConnection();
            return inner == null ? connection : inner;
        }
        return connection;
    }

    private static boolean isHttp2(Connection connection) {
        return connection instanceof ConnectionMetaData http && http.getHttpVersion() == HttpVersion.HTTP_2;
    }
}
