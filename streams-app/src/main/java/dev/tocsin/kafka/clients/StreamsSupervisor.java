package dev.tocsin.kafka.clients;

import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Threads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one client of Kafka Streams going: prepares, builds and starts it on a thread of its own, and when it fails
 * closes it and begins again after a pause. It ends only when it is closed.
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

    StreamsSupervisor(String name, Lifecycle plan) {
        this.name = name;
        this.lifecycle = plan;
        this.thread = Threads.daemon(name + "-supervisor").newThread(this::supervise);
    }

    /** What is supervised. */
    interface Lifecycle {
        /** Builds a client that was never started, after seeing to whatever it needs. May fail and is then repeated. */
        PreparedStreams prepare();

        /** Asked every minute; what is wrong with a client that runs, if it must be built anew. */
        Optional<String> rebuildReason();
    }

    void start() {
        thread.start();
    }

    ClientState state() {
        return state;
    }

    /** Why it is not running, for people; empty if it is. */
    String lastError() {
        return lastError;
    }

    @Override
    public void close() {
        closing.countDown();
        if (preparing) {
            // Kafka may take its time to answer, or never do.
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
        var pause = INITIAL_BACKOFF;
        while (!isClosing()) {
            var ran = runOnce();
            run.close();
            if (isClosing()) {
                return;
            }
            state = ClientState.REBUILDING;
            pause = ran ? INITIAL_BACKOFF : min(pause.multipliedBy(2), MAX_BACKOFF);
            LOG.atError()
                    .addKeyValue("client", name)
                    .addKeyValue("reason", lastError)
                    .addKeyValue("next", pause)
                    .log("A client of Kafka Streams failed and is built anew");
            await(closing, pause);
        }
    }

    /** Runs a client until it fails or is closed; answers whether it came to run at all. */
    private boolean runOnce() {
        try {
            var prepared = prepare();
            var mine = new ClientRun(prepared.streams());
            run = mine;
            mine.installHandlers();
            if (isClosing()) {
                return false;
            }
            prepared.streams().start();
            if (mine.hasFailed()) {
                lastError = mine.failure;
                return false;
            }
            prepared.onRestored().run();
            lastError = "";
            state = ClientState.RUNNING;
            LOG.atInfo().addKeyValue("client", name).log("A client of Kafka Streams runs");
            awaitFailure(mine);
            return true;
        } catch (RuntimeException | Error e) {
            // An Error may pass, too: a library that could not be unpacked, a thread that there was no memory for.
            lastError = Causes.messageWithRoot(e);
            LOG.atDebug().addKeyValue("client", name).setCause(e).log("A client of Kafka Streams could not start");
            return false;
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

    private void awaitFailure(ClientRun mine) {
        var complaint = Optional.<String>empty();
        while (complaint.isEmpty() && !isClosing() && !await(mine.failed, CHECK_INTERVAL)) {
            complaint = lifecycle.rebuildReason();
        }
        lastError = complaint.orElse(mine.failure);
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private static boolean await(CountDownLatch latch, Duration longest) {
        try {
            return latch.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** One client, from its start to its end. */
    private static final class ClientRun {
        static final ClientRun NONE = new ClientRun(null);

        private final KafkaStreams streams;
        private final CountDownLatch failed = new CountDownLatch(1);
        private volatile String failure = "it stopped by itself";

        ClientRun(KafkaStreams streams) {
            this.streams = streams;
        }

        void installHandlers() {
            streams.setUncaughtExceptionHandler(error -> {
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
                streams.close(CLOSE_TIMEOUT);
            }
        }
    }
}
