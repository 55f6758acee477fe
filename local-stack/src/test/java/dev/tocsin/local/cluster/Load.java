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
 * People's alerts, each of a group of its own, of which they expect to hear once. Each is given to one instance after
 * another until one takes it.
 */
final class Load implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration GROUP_WAIT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int HANDS = 16;
    private static final AtomicInteger LOADS = new AtomicInteger();

    private final FaultyCluster cluster;
    private final Random random;
    private final String prefix = "load-" + LOADS.incrementAndGet() + "-";
    private final Map<String, Instant> accepted = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final ExecutorService hands = Executors.newFixedThreadPool(HANDS);

    Load(FaultyCluster cluster, long seed) {
        this.cluster = cluster;
        this.random = new Random(seed);
    }

    static Labels alert(String group) {
        return Labels.of("alertname", "Posted", "group", group);
    }

    /** A name that no alert has had yet. */
    String newGroup() {
        return prefix + next.incrementAndGet();
    }

    /** New alerts at a steady rate, while something goes on. */
    void during(int perSecond, Ordeal ordeal) throws Exception {
        var posting = new Thread(() -> steadily(Integer.MAX_VALUE, perSecond), "load");
        posting.start();
        try {
            ordeal.goOn();
        } finally {
            posting.interrupt();
            posting.join();
        }
    }

    /** What is done to the cluster meanwhile. */
    interface Ordeal {
        void goOn() throws Exception;
    }

    /** So many new alerts, each when it is due: what comes late does not delay the next. An interrupt ends it. */
    void steadily(int groups, int perSecond) {
        var begun = System.nanoTime();
        for (var number = 0L; number < groups && awaits(begun + number * SECOND / perSecond); number++) {
            postSoon();
        }
    }

    /** @return false when interrupted */
    private static boolean awaits(long moment) {
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
        hands.execute(() -> post(group, first));
    }

    /** Done once an instance has taken it. @param first which instance is asked first */
    void post(String group, int first) {
        var body = List.of(body(group));
        for (var turn = first; ; turn++) {
            var instance = cluster.one(turn);
            try {
                if (instance.isAlive()) {
                    instance.post("/api/v2/alerts", body);
                    accepted.put(group, CLOCK.instant());
                    return;
                }
            } catch (Exception refused) {
                // Another takes it.
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Many new groups in one request. */
    void burst(int groups) throws Exception {
        var names = IntStream.range(0, groups).mapToObj(each -> newGroup()).toList();
        cluster.one(0).post("/api/v2/alerts", names.stream().map(Load::body).toList());
        var now = CLOCK.instant();
        names.forEach(name -> accepted.put(name, now));
    }

    private static Map<String, Object> body(String group) {
        var end = CLOCK.instant().plus(Duration.ofHours(1)).toString();
        return Map.of("labels", alert(group).asMap(), "endsAt", end);
    }

    /** Waits until all is told and nothing more comes. @param late how long something might come yet */
    Tally settle(Duration late) throws Exception {
        hands.shutdown();
        if (!hands.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("nobody takes alerts");
        }
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (tally().lost() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        LockSupport.parkNanos(late.toNanos());
        return tally();
    }

    Tally tally() {
        return Tally.of(accepted, GROUP_WAIT, cluster.inbox().all());
    }

    @Override
    public void close() {
        hands.shutdownNow();
    }
}
