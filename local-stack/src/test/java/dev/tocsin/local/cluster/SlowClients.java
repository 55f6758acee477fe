package dev.tocsin.local.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that hold connections: they send the head or the body of a request one byte at a time, or do not read the
 * response. Each opens a new connection when the instance closes the old one.
 */
final class SlowClients implements AutoCloseable {
    private static final int CLIENTS = 250;
    private static final long BYTE_INTERVAL_MILLIS = 10_000;
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int RECEIVE_BUFFER_BYTES = 4_096;
    private static final List<String> BEGINNINGS = List.of(
            "POST /api/v2/alerts HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n[",
            "POST /api/v1/write HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nx",
            "GET /api/v2/alerts HTTP/1.1\r\nHost: a\r\nX-Slow: ",
            "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");

    private final List<Integer> ports;
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closedByInstance = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    SlowClients(List<Integer> ports) {
        this.ports = ports;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::sendNextBytes, 0, BYTE_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    String summary() {
        return "slow clients: %d connections opened, %d closed by the instances"
                .formatted(opened.get(), closedByInstance.get());
    }

    private void sendNextBytes() {
        for (var index = 0; index < CLIENTS; index++) {
            if (index == sockets.size()) {
                sockets.add(new Socket());
            }
            if (!sendByte(sockets.get(index))) {
                sockets.set(index, open(index));
            }
        }
    }

    /** Returns false if the connection is closed. */
    private boolean sendByte(Socket socket) {
        if (!socket.isConnected()) {
            return false;
        }
        try {
            socket.getOutputStream().write('x');
            return true;
        } catch (IOException closed) {
            closedByInstance.incrementAndGet();
            return false;
        }
    }

    private Socket open(int index) {
        var socket = new Socket();
        try {
            socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
            socket.connect(new InetSocketAddress("127.0.0.1", ports.get(index % ports.size())), CONNECT_TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write(BEGINNINGS
                            .get(index / ports.size() % BEGINNINGS.size())
                            .getBytes(US_ASCII));
            opened.incrementAndGet();
            return socket;
        } catch (IOException refused) {
            return new Socket();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        for (var socket : sockets) {
            try {
                socket.close();
            } catch (IOException ignored) {
                // The connection is gone already.
            }
        }
    }
}
