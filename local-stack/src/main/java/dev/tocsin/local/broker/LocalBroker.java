package dev.tocsin.local.broker;

import dev.tocsin.kafka.FolderLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/** A running broker. */
public final class LocalBroker implements AutoCloseable {
    /** Chooses a free port. */
    public static final int ANY_PORT = 0;

    /** Only for clients on this machine. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final FolderLock lock;
    private final KafkaRaftServer server;
    private final String host;
    private final int port;
    private final CompletableFuture<String> fault = new CompletableFuture<>();
    private final Consumer<String> onFault = fault::complete;

    private LocalBroker(FolderLock lock, KafkaRaftServer server, String host, int port) {
        this.lock = lock;
        this.server = server;
        this.host = host;
        this.port = port;
    }

    /** Starts a broker that listens on 127.0.0.1; see {@link #start(Path, String, int)}. */
    public static LocalBroker start(Path dir, int wantedPort) {
        return start(dir, LOOPBACK, wantedPort);
    }

    /**
     * Starts a broker without authentication and returns when it is ready.
     *
     * @param host the address of this machine to listen on, which is also the advertised address
     * @throws BrokerStartException if the port is in use, the address is not one of this machine, or the folder is in use or
     *     unusable
     */
    public static LocalBroker start(Path dir, String host, int wantedPort) {
        var port = wantedPort == ANY_PORT ? Ports.randomFree() : wantedPort;
        if (!Ports.isFree(host, port)) {
            throw new BrokerStartException(
                    "port %d of %s is in use or not available: stop the process that uses it, or use another --port"
                            .formatted(port, host));
        }
        // Kafka locks the folder, too, but only after it has started to read and write it.
        var lock = FolderLock.take(dir)
                .orElseThrow(() -> new BrokerStartException(
                        "folder '%s' is in use by another broker: stop that one, or use another --dir".formatted(dir)));
        try {
            return start(lock, new BrokerLogDir(dir.toAbsolutePath().resolve("data")), host, port);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static LocalBroker start(FolderLock lock, BrokerLogDir data, String host, int port) {
        data.format();
        var settings = new BrokerSettings(data.path(), host, port, Ports.randomFree());
        var broker = new LocalBroker(lock, server(settings), host, port);
        broker.open(data);
        return broker;
    }

    public int port() {
        return port;
    }

    /** The bootstrap server, {@code HOST:PORT}. */
    public String address() {
        return host + ":" + port;
    }

    /** Completes with the reason of a fatal fault, such as a full disk. */
    public CompletableFuture<String> fault() {
        return fault.copy();
    }

    /** Stops the broker; waits at most ten seconds. */
    @Override
    public void close() {
        var closing = runOnThread("stop", this::shutDown);
        try {
            closing.get(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            fault.complete("the broker did not stop in time: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            FatalFaultHandler.removeListener(onFault);
            lock.close();
        }
    }

    private static KafkaRaftServer server(BrokerSettings settings) {
        try {
            return new KafkaRaftServer(KafkaConfig.fromProps(settings.asProperties(), false), Time.SYSTEM);
        } catch (RuntimeException e) {
            throw startFailure(settings.data(), e);
        }
    }

    private void open(BrokerLogDir data) {
        FatalFaultHandler.addListener(onFault);
        var started = runOnThread("start", server::startup).thenApply(nothing -> "");
        try {
            var failure = CompletableFuture.anyOf(started, fault)
                    .orTimeout(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                    .join();
            if (!"".equals(failure)) {
                throw new IllegalStateException(failure.toString());
            }
        } catch (RuntimeException e) {
            close();
            throw startFailure(data.path(), e);
        }
    }

    private void shutDown() {
        server.shutdown();
        server.awaitShutdown();
    }

    private CompletableFuture<Void> runOnThread(String name, Runnable work) {
        var done = new CompletableFuture<Void>();
        var thread = new Thread(() -> run(work, done), "local-broker-" + port + "-" + name);
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    /** Catches Throwable, because Kafka also throws Scala's errors. */
    private static void run(Runnable work, CompletableFuture<Void> done) {
        try {
            work.run();
            done.complete(null);
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }

    private static BrokerStartException startFailure(Path data, RuntimeException failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        var reason = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        return new BrokerStartException("the broker on '%s' cannot start: %s".formatted(data, reason), cause);
    }
}
