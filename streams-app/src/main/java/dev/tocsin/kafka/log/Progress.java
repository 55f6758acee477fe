package dev.tocsin.kafka.log;

import dev.tocsin.kafka.Partition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * How far partitions have been read, and who waits for that. Safe for any number of threads.
 *
 * <p>While a topic is replayed thousands may wait, and each record is a step forward: so each who waits stands in the
 * queue of one partition that he lacks, in order of what he lacks of it, and a step looks at nobody behind the first.
 */
public final class Progress {
    private final Map<Partition, Long> next = new HashMap<>();
    private final Map<Partition, Queue<Lack>> waiting = new HashMap<>();

    private record Wait(Map<Partition, Long> targets, CompletableFuture<Void> done) {}

    private record Lack(long target, Wait whose) {}

    /** Done once everything before the targets has been read. Its followers run on the reading thread. */
    public CompletableFuture<Void> reach(Map<Partition, Long> targets) {
        var wait = new Wait(Map.copyOf(targets), new CompletableFuture<>());
        boolean isReached;
        synchronized (this) {
            isReached = !queue(wait);
        }
        if (isReached) {
            wait.done().complete(null);
        }
        return wait.done();
    }

    /** Everything before an offset has been read; never goes back. */
    public void reached(Partition partition, long offset) {
        complete(step(partition, offset));
    }

    /** Reading begins elsewhere, as when a client was built anew. */
    public void restart(Map<Partition, Long> from) {
        complete(begin(from));
    }

    /** The next offset to be read; 0 where nothing has been. */
    public synchronized long next(Partition partition) {
        return next.getOrDefault(partition, 0L);
    }

    private synchronized List<Wait> step(Partition partition, long offset) {
        next.merge(partition, offset, Math::max);
        var ready = new ArrayList<Wait>();
        var queue = waiting.get(partition);
        while (queue != null && !queue.isEmpty() && queue.peek().target() <= next(partition)) {
            var first = queue.poll().whose();
            if (!queue(first)) {
                ready.add(first);
            }
        }
        return ready;
    }

    private synchronized List<Wait> begin(Map<Partition, Long> from) {
        var all = waiting.values().stream()
                .flatMap(Queue::stream)
                .map(Lack::whose)
                .toList();
        waiting.clear();
        next.clear();
        next.putAll(from);
        return all.stream().filter(wait -> !queue(wait)).toList();
    }

    /** Lets one wait for a partition that he lacks; answers whether there is one. Who has given up lacks nothing. */
    private boolean queue(Wait wait) {
        if (wait.done().isDone()) {
            return false;
        }
        var lacking = wait.targets().entrySet().stream()
                .filter(target -> target.getValue() > next(target.getKey()))
                .findFirst();
        lacking.ifPresent(target ->
                waiting.computeIfAbsent(target.getKey(), Progress::newQueue).add(new Lack(target.getValue(), wait)));
        return lacking.isPresent();
    }

    private static Queue<Lack> newQueue(Partition partition) {
        return new PriorityQueue<>(Comparator.comparingLong(Lack::target));
    }

    private static void complete(List<Wait> ready) {
        ready.forEach(wait -> wait.done().complete(null));
    }
}
