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
public final class ScrapeManager implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapeManager.class);
    private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final SampleWriter writer;
    private final ScheduledExecutorService threads;

    /** @param mostTargets how many targets there can be: each has its thread, so that none waits for another one */
    public ScrapeManager(InstantSource clock, SampleWriter writer, int mostTargets) {
        this.clock = clock;
        this.writer = writer;
        this.threads = Executors.newScheduledThreadPool(mostTargets, ScrapeManager::daemonThread);
    }

    public void addTarget(String job, String instance, MetricsSource source) {
        var scrape = new ScrapeLoop(Target.of(job, instance), source);
        threads.scheduleAtFixedRate(scrape, 0, SCRAPE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static Thread daemonThread(Runnable work) {
        var thread = new Thread(work, "feeder");
        thread.setDaemon(true);
        return thread;
    }

    /** One target's turn, second after second. Never runs twice at once. */
    private final class ScrapeLoop implements Runnable {
        private final MetricsSource source;
        private Target target;

        private ScrapeLoop(Target target, MetricsSource source) {
            this.target = target;
            this.source = source;
        }

        @Override
        public void run() {
            try {
                var at = clock.instant();
                var observed = scrape();
                target = observed.next();
                writer.write(new ScrapedSamples(target.labels(), at, observed.samples()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // Once it is closed, so may be what it reads and writes with.
                if (!threads.isShutdown()) {
                    LOG.error("feeding failed; it goes on: target={}", target.labels(), e);
                }
            }
        }

        private Target.ScrapeOutcome scrape() throws InterruptedException {
            try {
                return target.scrapeSucceeded(source.scrape());
            } catch (IOException e) {
                LOG.debug("target is down: target={} reason={}", target.labels(), e.getMessage());
                return target.scrapeFailed();
            }
        }
    }
}
