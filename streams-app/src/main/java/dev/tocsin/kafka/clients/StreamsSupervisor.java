package dev.tocsin.kafka.clients;

import dev.tocsin.timing.Causes;
import dev.tocsin.timing.OutOfMemory;
import dev.tocsin.timing.Threads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restarts a Kafka Streams client until it is closed: creates and starts a client, waits until it fails, closes it, and
 * repeats after a backoff of 1 to 30 seconds. A client fails, for example, when its disk is full, and is rebuilt when the
 * brokers have lost the topics. Runs on a thread of its own.
 */
final class StreamsSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsSupervisor.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CHECK_INTERVAL = Duration.ofMinutes(1);
    private static final Duration INITIAL_BACKOFF = Duration.ofSeconds(1);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

    private final String name;
    private final Lifecycle lifecycle;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile ClientRun run = ClientRun.NONE;
    private volatile boolean preparing;
    private volatile ClientState state = ClientState.STARTING;
    private volatile String lastError = "";
    /** Whether the last client failed, and the present one has not run for a check interval since. */
    private volatile boolean failedRecently;

    StreamsSupervisor(String name, Lifecycle lifecycle) {
        this.name = name;
        this.lifecycle = lifecycle;
        this.thread = Threads.daemon(name + "-supervisor").newThread(this::supervise);
    }

    /** Creates and checks the supervised client. */
    interface Lifecycle {
        /** Prepares topics and state, and creates a client. May throw; it is then called again after the backoff. */
        PreparedStreams prepare();

        /** Called when a client could not start, or failed. */
        default void failed(Throwable error) {}

        /** Called every minute. The reason why the running client must be rebuilt; empty if it is healthy. */
        Optional<String> rebuildReason();
    }

    void start() {
        thread.start();
    }

    ClientState state() {
        return state;
    }

    /** Whether the client runs and did not fail shortly before. A client that fails again and again is not healthy. */
    boolean isHealthy() {
        return state == ClientState.RUNNING && !failedRecently;
    }

    /** The reason why the client is not running; empty if it is. */
    String lastError() {
        return lastError;
    }

    @Override
    public void close() {
        closing.countDown();
        if (preparing) {
            // A request to Kafka may be waiting for its timeout.
            thread.interrupt();
        }
        run.close();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        state = ClientState.CLOSED;
    }

    private void supervise() {
        var backoff = INITIAL_BACKOFF;
        while (!isClosing()) {
            runOnce();
            run.close();
            if (isClosing()) {
                return;
            }
            state = ClientState.REBUILDING;
            backoff = failedRecently ? min(backoff.multipliedBy(2), MAX_BACKOFF) : INITIAL_BACKOFF;
            failedRecently = true;
            LOG.atError()
                    .addKeyValue("client", name)
                    .addKeyValue("reason", lastError)
                    .addKeyValue("next", backoff)
                    .log("A Kafka Streams client failed and is started again");
            await(closing, backoff);
        }
    }

    /** Runs a client until it fails or is closed. */
    private void runOnce() {
        try {
            var prepared = prepare();
            var current = new ClientRun(prepared);
            run = current;
            current.installHandlers(lifecycle::failed);
            if (isClosing()) {
                return;
            }
            prepared.streams().start();
            if (current.hasFailed()) {
                lastError = current.failure;
                return;
            }
            prepared.onRestored().run();
            lastError = "";
            state = ClientState.RUNNING;
            LOG.atInfo().addKeyValue("client", name).log("A Kafka Streams client runs");
            awaitFailure(current);
        } catch (RuntimeException | Error e) {
            OutOfMemory.endProcess(e);
            // Another Error can be temporary: a library that was not unpacked, no memory for a thread.
            lastError = Causes.messageWithRoot(e);
            lifecycle.failed(e);
            LOG.atDebug().addKeyValue("client", name).setCause(e).log("A Kafka Streams client could not start");
        }
    }

    private PreparedStreams prepare() {
        preparing = true;
        try {
            return lifecycle.prepare();
        } finally {
            preparing = false;
        }
    }

    private void awaitFailure(ClientRun current) {
        var rebuildReason = Optional.<String>empty();
        while (rebuildReason.isEmpty() && !isClosing() && !await(current.failed, CHECK_INTERVAL)) {
            failedRecently = false;
            rebuildReason = lifecycle.rebuildReason();
        }
        lastError = rebuildReason.orElse(current.failure);
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private static boolean await(CountDownLatch latch, Duration timeout) {
        try {
            return latch.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** One client, from its start until it fails or is closed. */
    private static final class ClientRun {
        static final ClientRun NONE = new ClientRun(new PreparedStreams(null, () -> {}));

        private final KafkaStreams streams;
        private final Supplier<GroupMembershipOperation> membership;
        private final CountDownLatch failed = new CountDownLatch(1);
        private volatile String failure = "it stopped without an error";

        ClientRun(PreparedStreams prepared) {
            this.streams = prepared.streams();
            this.membership = prepared.membership();
        }

        void installHandlers(Consumer<Throwable> onFailure) {
            streams.setUncaughtExceptionHandler(error -> {
                OutOfMemory.endProcess(error);
                onFailure.accept(error);
                failure = Causes.messageWithRoot(error);
                LOG.atError().setCause(error).log("A thread of Kafka Streams failed");
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.setStateListener((now, before) -> {
                if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                    failed.countDown();
                }
            });
        }

        boolean hasFailed() {
            return failed.getCount() == 0;
        }

        void close() {
            failed.countDown();
            if (streams != null) {
                streams.close(CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(membership.get()));
            }
        }
    }
}
