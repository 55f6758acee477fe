package dev.tocsin.app;

import dev.tocsin.config.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one instance until the process is asked to stop, and closes it before the process ends. */
record ServerRunner(String version) {
    private static final Logger LOG = LoggerFactory.getLogger(ServerRunner.class);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(14);

    /** The system property with the pid of the parent process, with which this process ends. */
    static final String PARENT_PID_PROPERTY = "tocsin.parent.pid";

    /**
     * Returns when the instance is closed.
     *
     * @throws RuntimeException with a message for people, if the instance cannot be opened
     */
    void run(Settings settings) throws InterruptedException {
        GcWatchdog.start();
        var stopRequested = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        // Before the instance is opened: as soon as it answers, it can be told to stop.
        var hook = new Thread(() -> stop(stopRequested, closed), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (var instance = open(settings, hook, closed)) {
            LOG.atInfo()
                    .addKeyValue("address", settings.http().listen().getHostString() + ":" + instance.port())
                    .addKeyValue("instance", settings.instanceId())
                    .addKeyValue("version", version)
                    .log("Listening on");
            onParentExit(System.getProperties(), stopRequested::countDown);
            stopRequested.await();
            LOG.info("Stopping");
        }
        LOG.info("Stopped");
        closed.countDown();
    }

    /** Without an instance, the process ends with the exit code of the failure. */
    private Instance open(Settings settings, Thread hook, CountDownLatch closed) {
        try {
            return Instance.open(settings, version);
        } catch (RuntimeException | Error e) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException stopping) {
                closed.countDown();
            }
            throw e;
        }
    }

    /**
     * Runs a task when the parent process ends, however it ends; at once if it has ended already, never if no parent is
     * named.
     */
    static void onParentExit(Map<?, ?> systemProperties, Runnable task) {
        if (systemProperties.get(PARENT_PID_PROPERTY) instanceof String pid) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresentOrElse(parent -> parent.onExit().thenRun(task), task);
        }
    }

    // The JVM ends when its shutdown hooks end, so this hook waits for the close. It halts with its own exit code:
    // that of the signal would look like a kill.
    private static void stop(CountDownLatch stopRequested, CountDownLatch closed) {
        stopRequested.countDown();
        try {
            var inTime = closed.await(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (!inTime) {
                LOG.warn("Did not stop in time; the process ends now");
            }
            Runtime.getRuntime().halt(inTime ? 0 : 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
