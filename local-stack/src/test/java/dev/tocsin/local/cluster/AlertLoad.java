package dev.tocsin.local.cluster;

import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Posts alerts, each in its own group and expected to be notified once. Each alert is sent to one instance after another
 * until one accepts it.
 */
final class AlertLoad implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration GROUP_WAIT = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int THREADS = 16;
    private static final AtomicInteger LOAD_COUNTER = new AtomicInteger();

    private final FaultInjectionCluster cluster;
    private final Random random;
    private final String prefix = "load-" + LOAD_COUNTER.incrementAndGet() + "-";
    private final Map<String, Instant> accepted = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

    AlertLoad(FaultInjectionCluster cluster, long seed) {
        this.cluster = cluster;
        this.random = new Random(seed);
    }

    static Labels alert(String group) {
        return Labels.of("alertname", "Posted", "group", group);
    }

    /** An unused group name. */
    String newGroup() {
        return prefix + next.incrementAndGet();
    }

    /** Posts new alerts at a steady rate while an action runs. */
    void postWhile(int perSecond, FaultAction action) throws Exception {
        var posting = new Thread(() -> postAtRate(Integer.MAX_VALUE, perSecond), "load");
        posting.start();
        try {
            action.run();
        } finally {
            posting.interrupt();
            posting.join();
        }
    }

    /** An action on the cluster, such as a fault. */
    interface FaultAction {
        void run() throws Exception;
    }

    /** Posts new alerts at a rate; a slow request does not delay the next. Ends when interrupted. */
    void postAtRate(int groups, int perSecond) {
        var begun = System.nanoTime();
        for (var number = 0L; number < groups && waitUntil(begun + number * SECOND / perSecond); number++) {
            postSoon();
        }
    }

    /** Returns false when interrupted. */
    private static boolean waitUntil(long moment) {
        while (!Thread.currentThread().isInterrupted()) {
            var left = moment - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            LockSupport.parkNanos(left);
        }
        return false;
    }

    private void postSoon() {
        var first = random.nextInt(3);
        var group = newGroup();
        executor.execute(() -> post(group, first));
    }

    /**
     * Returns when an instance has accepted the alert.
     *
     * @param first the index of the instance that is tried first
     */
    void post(String group, int first) {
        var body = List.of(body(group));
        for (var turn = first; ; turn++) {
            var instance = cluster.instance(turn);
            try {
                if (instance.isAlive()) {
                    instance.post("/api/v2/alerts", body);
                    accepted.put(group, CLOCK.instant());
                    return;
                }
            } catch (Exception refused) {
                // The next instance is tried.
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Posts alerts of many new groups in one request. */
    void postInOneRequest(int groups) throws Exception {
        var names = IntStream.range(0, groups).mapToObj(each -> newGroup()).toList();
        cluster.instance(0)
                .post("/api/v2/alerts", names.stream().map(AlertLoad::body).toList());
        var now = CLOCK.instant();
        names.forEach(name -> accepted.put(name, now));
    }

    private static Map<String, Object> body(String group) {
        var end = CLOCK.instant().plus(Duration.ofHours(1)).toString();
        return Map.of("labels", alert(group).asMap(), "endsAt", end);
    }

    /**
     * Waits until all groups are notified and no further notification arrives.
     *
     * @param quietPeriod how long to wait for further notifications
     */
    NotificationStats awaitSettled(Duration quietPeriod) throws Exception {
        executor.shutdown();
        if (!executor.awaitTermination(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("no instance accepts alerts");
        }
        var end = System.nanoTime() + TIMEOUT.toNanos();
        while (stats().lost() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        LockSupport.parkNanos(quietPeriod.toNanos());
        return stats();
    }

    NotificationStats stats() {
        return NotificationStats.of(accepted, GROUP_WAIT, cluster.inbox().notifications());
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
