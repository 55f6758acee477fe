package dev.tocsin.local.feed;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks each target once a second, each in a thread of its own, and writes what it hears. */
public final class Feeder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feeder.class);
    private static final Duration EACH = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final SampleWriter writer;
    private final ScheduledExecutorService threads;

    /** @param mostTargets how many targets there can be: each has its thread, so that none waits for another one */
    public Feeder(InstantSource clock, SampleWriter writer, int mostTargets) {
        this.clock = clock;
        this.writer = writer;
        this.threads = Executors.newScheduledThreadPool(mostTargets, Feeder::thread);
    }

    public void feed(String job, String instance, Source source) {
        var scrape = new Scrape(Target.of(job, instance), source);
        threads.scheduleAtFixedRate(scrape, 0, EACH.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "feeder");
        thread.setDaemon(true);
        return thread;
    }

    /** One target's turn, second after second. Never runs twice at once. */
    private final class Scrape implements Runnable {
        private final Source source;
        private Target target;

        private Scrape(Target target, Source source) {
            this.target = target;
            this.source = source;
        }

        @Override
        public void run() {
            try {
                var at = clock.instant();
                var observed = ask();
                target = observed.next();
                writer.write(new Batch(target.labels(), at, observed.samples()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // Once it is closed, so may be what it reads and writes with.
                if (!threads.isShutdown()) {
                    LOG.error("feeding failed; it goes on: target={}", target.labels(), e);
                }
            }
        }

        private Target.Observed ask() throws InterruptedException {
            try {
                return target.answered(source.read());
            } catch (IOException e) {
                LOG.debug("target is down: target={} reason={}", target.labels(), e.getMessage());
                return target.failed();
            }
        }
    }
}
