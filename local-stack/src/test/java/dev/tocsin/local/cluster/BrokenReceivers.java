package dev.tocsin.local.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Receivers that accept connections: one never answers, the other answers without end. */
final class BrokenReceivers implements AutoCloseable {
    private static final byte[] RESPONSE_HEAD =
            "HTTP/1.1 500 Error\r\nContent-Type: text/plain\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RESPONSE_PART = "x".repeat(8192).getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket silent;
    private final ServerSocket endless;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private BrokenReceivers() throws IOException {
        silent = listen();
        endless = listen();
        threads.execute(() -> accept(silent, BrokenReceivers::ignore));
        threads.execute(() -> accept(endless, BrokenReceivers::answerWithoutEnd));
    }

    private interface Conversation {
        void talk(Socket socket) throws IOException;
    }

    static BrokenReceivers open() {
        try {
            return new BrokenReceivers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String silentUrl() {
        return "http://127.0.0.1:%d/".formatted(silent.getLocalPort());
    }

    String endlessUrl() {
        return "http://127.0.0.1:%d/".formatted(endless.getLocalPort());
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            silent.close();
            endless.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    private void accept(ServerSocket server, Conversation conversation) {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                threads.execute(() -> talk(socket, conversation));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void talk(Socket socket, Conversation conversation) {
        try (socket) {
            conversation.talk(socket);
        } catch (IOException gone) {
            // The instance closed the connection, which is what it should do.
        }
    }

    private static void ignore(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // Reads the request and never answers.
        }
    }

    private static void answerWithoutEnd(Socket socket) throws IOException {
        var output = socket.getOutputStream();
        output.write(RESPONSE_HEAD);
        while (!Thread.currentThread().isInterrupted()) {
            output.write(RESPONSE_PART);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
