package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.TestIntegrations;
import dev.tocsin.notification.receivers.TestNotifications;
import dev.tocsin.notifier.Sender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faulty receivers do not affect others: real connections, a thousand groups at once. */
@Tag("slow")
class FaultyReceiversTest {
    private static final int GROUPS = 1_000;
    /** Twice the limit: the server notices cancelled requests late. */
    private static final int MAX_CONNECTIONS = 128;

    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Duration SOON = Duration.ofSeconds(4);

    private final Senders sender = new Senders(
            "1.2", InstantSource.fixed(TestNotifications.AT), path -> "", Map.of(), NoTopicPublisher.INSTANCE);
    private final List<FaultyServer> faultyServers = new ArrayList<>();

    /** The fault of a receiver. */
    enum Fault {
        SILENT(""),
        NEVER_ENDING("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nx"),
        NEVER_CLOSING("HTTP/1.1 500 Oh\r\n\r\nx"),
        FAILING("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n"),
        OVERLOADED("HTTP/1.1 429 Oh\r\nContent-Length: 0\r\n\r\n");

        private final String answer;

        Fault(String answer) {
            this.answer = answer;
        }
    }

    /** Accepts every connection, sends the same response to every request, and closes none. */
    private static final class FaultyServer implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 2_000, InetAddress.getLoopbackAddress());
        private final Set<Socket> open = ConcurrentHashMap.newKeySet();
        private final AtomicInteger maxOpen = new AtomicInteger();
        private final Fault fault;

        FaultyServer(Fault fault) throws IOException {
            this.fault = fault;
            start(this::accept);
        }

        private void accept() {
            try {
                while (true) {
                    var connection = socket.accept();
                    open.add(connection);
                    maxOpen.accumulateAndGet(open.size(), Math::max);
                    start(() -> serve(connection));
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        private void serve(Socket connection) {
            try (connection) {
                var input = connection.getInputStream();
                var bytes = new byte[64 * 1024];
                while (input.read(bytes) >= 0) {
                    connection.getOutputStream().write(fault.answer.getBytes(StandardCharsets.US_ASCII));
                    connection.getOutputStream().flush();
                }
            } catch (IOException gone) {
                // The client has closed the connection.
            } finally {
                open.remove(connection);
            }
        }

        String url() {
            return "http://127.0.0.1:%d/hook".formatted(socket.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            socket.close();
            for (var connection : open) {
                connection.close();
            }
        }

        private static void start(Runnable task) {
            var thread = new Thread(task, "bad server");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private FaultyServer open(Fault fault) throws IOException {
        var server = new FaultyServer(fault);
        faultyServers.add(server);
        return server;
    }

    @AfterEach
    void close() throws IOException {
        sender.close();
        for (var server : faultyServers) {
            server.close();
        }
    }

    @Test
    void deadReceiverUsesFewConnectionsAndLittleMemory() throws Exception {
        var dead = open(Fault.SILENT);
        try (var good = TestServer.open()) {
            deliver(good.url() + "/hook").get(SOON.toMillis(), TimeUnit.MILLISECONDS);
            var before = usedMemory();
            var waiting = new ArrayList<CompletableFuture<DeliveryResult>>();
            for (var i = 0; i < GROUPS; i++) {
                waiting.add(deliver(dead.url()));
            }
            assertTimely(good);
            assertThat(waiting).as("requests to the dead receiver").noneMatch(CompletableFuture::isDone);
            assertThat((usedMemory() - before) / 1024 / 1024)
                    .as("MiB for %d groups", GROUPS)
                    .isLessThan(100);

            var results = waiting.stream().map(CompletableFuture::join).toList();
            assertThat(results).allMatch(result -> result instanceof DeliveryResult.Retryable);
            assertThat(dead.maxOpen.get()).isPositive().isLessThanOrEqualTo(MAX_CONNECTIONS);
            assertTimely(good);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "SILENT", mode = EnumSource.Mode.EXCLUDE)
    void faultyReceiverDelaysNoOther(Fault fault) throws Exception {
        var server = open(fault);
        try (var good = TestServer.open()) {
            var results = new ArrayList<CompletableFuture<DeliveryResult>>();
            for (var i = 0; i < GROUPS / 5; i++) {
                results.add(deliver(server.url()));
            }
            assertTimely(good);
            for (var result : results) {
                assertThat(result.join()).isInstanceOf(kind(fault));
            }
            assertThat(server.maxOpen.get()).isPositive().isLessThanOrEqualTo(MAX_CONNECTIONS);
        }
    }

    private static Class<?> kind(Fault fault) {
        return switch (fault) {
            case NEVER_ENDING -> DeliveryResult.Delivered.class;
            case OVERLOADED -> DeliveryResult.Permanent.class;
            default -> DeliveryResult.Retryable.class;
        };
    }

    private void assertTimely(TestServer good) throws Exception {
        for (var i = 0; i < 20; i++) {
            assertThat(deliver(good.url() + "/hook").get(SOON.toMillis(), TimeUnit.MILLISECONDS))
                    .isEqualTo(new DeliveryResult.Delivered());
        }
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private CompletableFuture<DeliveryResult> deliver(String url) {
        return sender.deliver(
                TestIntegrations.webhook(url),
                TestNotifications.firing(),
                new Sender.DeliveryMetadata("tocsin-0", "key", false),
                PATIENCE);
    }
}
