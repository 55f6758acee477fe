package dev.tocsin.local.cluster;

import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Posts a new alert twice a second, and measures the time from the acceptance of an alert to its notification. It also
 * polls how late the instances evaluate their rules.
 */
final class CanaryAlerts implements AutoCloseable {
    private static final long POST_INTERVAL_MILLIS = 500;
    private static final long POLL_INTERVAL_MILLIS = 2_000;
    private static final Duration MAX_DELAY = Duration.ofSeconds(30);

    private final HostileLoadCluster cluster;
    private final InstantSource clock = InstantSource.system();
    private final Map<String, Instant> accepted = new ConcurrentHashMap<>();
    private final AtomicInteger posted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<Double> lateness = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);

    CanaryAlerts(HostileLoadCluster cluster) {
        this.cluster = cluster;
    }

    void start() {
        timer.scheduleAtFixedRate(() -> timer.execute(this::post), 0, POST_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        timer.scheduleAtFixedRate(this::pollLateness, 0, POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The alerts that were accepted and not notified within 30 seconds. */
    long lost() {
        var notified = receivedAt().keySet();
        var latest = clock.instant().minus(MAX_DELAY);
        return accepted.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(latest) && !notified.contains(entry.getKey()))
                .count();
    }

    Duration delayQuantile(double share) {
        var received = receivedAt();
        var delays = accepted.entrySet().stream()
                .filter(entry -> received.containsKey(entry.getKey()))
                .map(entry -> Duration.between(entry.getValue(), received.get(entry.getKey())))
                .sorted()
                .toList();
        return delays.isEmpty() ? Duration.ZERO : delays.get((int) Math.round(share * (delays.size() - 1)));
    }

    /** A quantile of the polled delays between ticks and evaluations, in seconds. */
    synchronized double latenessQuantile(double share) {
        var sorted = lateness.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }

    String summary() {
        return "canary alerts: posted %d, accepted %d, refused %d, lost %d, delay p50 %s, p99 %s, worst %s; lateness p50 %.2f s, p99 %.2f s, worst %.2f s"
                .formatted(
                        posted.get(),
                        accepted.size(),
                        refused.get(),
                        lost(),
                        delayQuantile(0.5),
                        delayQuantile(0.99),
                        delayQuantile(1),
                        latenessQuantile(0.5),
                        latenessQuantile(0.99),
                        latenessQuantile(1));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void post() {
        var number = posted.incrementAndGet();
        var id = String.valueOf(number);
        var before = clock.instant();
        try {
            cluster.instances().get(number % 2).postAlert(Labels.of("alertname", "Canary", "canary", id));
            accepted.put(id, before);
        } catch (Exception refusal) {
            refused.incrementAndGet();
        }
    }

    private void pollLateness() {
        for (var instance : cluster.instances()) {
            try {
                var seconds = cluster.latenessSeconds(instance);
                synchronized (this) {
                    lateness.add(seconds);
                }
            } catch (Exception noAnswer) {
                synchronized (this) {
                    lateness.add(MAX_DELAY.toMillis() / 1e3);
                }
            }
        }
    }

    private Map<String, Instant> receivedAt() {
        var received = new ConcurrentHashMap<String, Instant>();
        cluster.inbox().notifications().forEach(notification -> {
            var id = notification.groupLabels().get("canary");
            if (!id.isEmpty()) {
                received.putIfAbsent(id, notification.receivedAt());
            }
        });
        return received;
    }
}
