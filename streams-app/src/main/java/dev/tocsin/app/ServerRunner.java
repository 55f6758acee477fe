package dev.tocsin.app;

import dev.tocsin.config.Settings;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one instance until the process is asked to stop, and then closes it before the process ends. */
final class ServerRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ServerRunner.class);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(14);

    private final Version version;

    ServerRunner(Version version) {
        this.version = version;
    }

    /** Returns when the instance is closed. @throws RuntimeException with a sentence for people, if it can not be opened */
    void run(Settings settings) throws InterruptedException {
        var asked = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        try (var instance = Instance.open(settings, version)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(asked, closed), "stop"));
            LOG.atInfo()
                    .addKeyValue("address", settings.http().listen().getHostString() + ":" + instance.port())
                    .addKeyValue("instance", settings.instanceId())
                    .addKeyValue("version", version.text())
                    .log("Listening on");
            ParentProcess.onExit(System.getProperties(), asked::countDown);
            asked.await();
            LOG.info("Stopping");
        }
        LOG.info("Stopped");
        closed.countDown();
    }

    // The virtual machine ends when the hooks are done, so this one waits for the close; and it would end with the
    // number of the signal, as if it had been killed.
    private static void stop(CountDownLatch asked, CountDownLatch closed) {
        asked.countDown();
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
