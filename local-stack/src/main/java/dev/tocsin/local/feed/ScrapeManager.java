package dev.tocsin.local.feed;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scrapes each target every second in its own thread and writes the samples. */
public final class ScrapeManager implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapeManager.class);
    private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final SampleWriter writer;
    private final ScheduledExecutorService threads;

    /** @param maxTargets the number of threads: one per target, so that a slow target delays no other */
    public ScrapeManager(InstantSource clock, SampleWriter writer, int maxTargets) {
        this.clock = clock;
        this.writer = writer;
        this.threads = Executors.newScheduledThreadPool(maxTargets, ScrapeManager::daemonThread);
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
        var thread = new Thread(work, "scrape");
        thread.setDaemon(true);
        return thread;
    }

    /** The scrapes of one target, which never overlap. */
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
                var outcome = scrape();
                target = outcome.next();
                writer.write(new ScrapedSamples(target.labels(), at, outcome.samples()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // After close, failures are expected: sources and writer may be closed.
                if (!threads.isShutdown()) {
                    LOG.error("scrape failed: target={}", target.labels(), e);
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
