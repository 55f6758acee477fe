package dev.tocsin.kafka.clients;

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
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final String name;
    private final Plan plan;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Run run = Run.NONE;
    private volatile boolean preparing;
    private volatile ClientState state = ClientState.STARTING;
    private volatile String trouble = "";

    StreamsSupervisor(String name, Plan plan) {
        this.name = name;
        this.plan = plan;
        this.thread = new Thread(this::supervise, name + "-supervisor");
        this.thread.setDaemon(true);
    }

    /** What is supervised. */
    interface Plan {
        /** Builds a client that was never started, after seeing to whatever it needs. May fail and is then repeated. */
        Prepared prepare();

        /** Asked every minute; what is wrong with a client that runs, if it must be built anew. */
        Optional<String> complaint();
    }

    void start() {
        thread.start();
    }

    ClientState state() {
        return state;
    }

    /** Why it is not running, for people; empty if it is. */
    String trouble() {
        return trouble;
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
            thread.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        state = ClientState.CLOSED;
    }

    private void supervise() {
        var pause = FIRST_PAUSE;
        while (!isClosing()) {
            var ran = runOnce();
            run.close();
            if (isClosing()) {
                return;
            }
            state = ClientState.REBUILDING;
            pause = ran ? FIRST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
            LOG.atError()
                    .addKeyValue("client", name)
                    .addKeyValue("reason", trouble)
                    .addKeyValue("next", pause)
                    .log("A client of Kafka Streams failed and is built anew");
            await(closing, pause);
        }
    }

    /** Runs a client until it fails or is closed; answers whether it came to run at all. */
    private boolean runOnce() {
        try {
            var prepared = prepare();
            var mine = new Run(prepared.streams());
            run = mine;
            mine.watch();
            if (isClosing()) {
                return false;
            }
            prepared.streams().start();
            if (mine.hasFailed()) {
                trouble = mine.failure;
                return false;
            }
            prepared.restored().run();
            trouble = "";
            state = ClientState.RUNNING;
            LOG.atInfo().addKeyValue("client", name).log("A client of Kafka Streams runs");
            untilItFails(mine);
            return true;
        } catch (RuntimeException | Error e) {
            // An Error may pass, too: a library that could not be unpacked, a thread that there was no memory for.
            trouble = sentence(e);
            LOG.atDebug().addKeyValue("client", name).setCause(e).log("A client of Kafka Streams could not start");
            return false;
        }
    }

    private Prepared prepare() {
        preparing = true;
        try {
            return plan.prepare();
        } finally {
            preparing = false;
        }
    }

    private void untilItFails(Run mine) {
        var complaint = Optional.<String>empty();
        while (complaint.isEmpty() && !isClosing() && !await(mine.failed, ROUND)) {
            complaint = plan.complaint();
        }
        trouble = complaint.orElse(mine.failure);
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

    private static String sentence(Throwable error) {
        var root = error;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root == error ? error.toString() : error.getMessage() + " (" + root + ")";
    }

    /** One client, from its start to its end. */
    private static final class Run {
        static final Run NONE = new Run(null);

        private final KafkaStreams streams;
        private final CountDownLatch failed = new CountDownLatch(1);
        private volatile String failure = "it stopped by itself";

        Run(KafkaStreams streams) {
            this.streams = streams;
        }

        void watch() {
            streams.setUncaughtExceptionHandler(error -> {
                failure = sentence(error);
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
                streams.close(LONGEST_CLOSE);
            }
        }
    }
}
