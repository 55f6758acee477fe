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
 * Read positions of partitions, with futures that wait for them. Thread-safe.
 *
 * <p>During a replay there may be thousands of waiters. Each is in the priority queue of one partition that it still
 * waits for, so that a record looks at those waiters only whose offset is reached.
 */
public final class Progress {
    private final Map<Partition, Long> positions = new HashMap<>();
    private final Map<Partition, Queue<PendingTarget>> waiting = new HashMap<>();

    private record Waiter(Map<Partition, Long> targets, CompletableFuture<Void> done) {}

    private record PendingTarget(long target, Waiter waiter) {}

    /**
     * Waits until every record before the target offsets has been read. Dependent stages run on the reading thread.
     */
    public CompletableFuture<Void> await(Map<Partition, Long> targets) {
        var wait = new Waiter(Map.copyOf(targets), new CompletableFuture<>());
        boolean isReached;
        synchronized (this) {
            isReached = !enqueue(wait);
        }
        if (isReached) {
            wait.done().complete(null);
        }
        return wait.done();
    }

    /** Records that all records before an offset have been read. A smaller offset than before changes nothing. */
    public void advance(Partition partition, long offset) {
        complete(advancePosition(partition, offset));
    }

    /** Replaces all positions, as when a client was rebuilt. */
    public void reset(Map<Partition, Long> from) {
        complete(resetPositions(from));
    }

    /** The next offset to be read; 0 if nothing has been read. */
    public synchronized long position(Partition partition) {
        return positions.getOrDefault(partition, 0L);
    }

    private synchronized List<Waiter> advancePosition(Partition partition, long offset) {
        positions.merge(partition, offset, Math::max);
        var ready = new ArrayList<Waiter>();
        var queue = waiting.get(partition);
        while (queue != null && !queue.isEmpty() && queue.peek().target() <= position(partition)) {
            var first = queue.poll().waiter();
            if (!enqueue(first)) {
                ready.add(first);
            }
        }
        return ready;
    }

    private synchronized List<Waiter> resetPositions(Map<Partition, Long> from) {
        var all = waiting.values().stream()
                .flatMap(Queue::stream)
                .map(PendingTarget::waiter)
                .toList();
        waiting.clear();
        positions.clear();
        positions.putAll(from);
        return all.stream().filter(wait -> !enqueue(wait)).toList();
    }

    /** Queues a waiter at a partition that it still waits for. Returns false if there is none or it has given up. */
    private boolean enqueue(Waiter wait) {
        if (wait.done().isDone()) {
            return false;
        }
        var lacking = wait.targets().entrySet().stream()
                .filter(target -> target.getValue() > position(target.getKey()))
                .findFirst();
        lacking.ifPresent(target -> waiting.computeIfAbsent(target.getKey(), Progress::newQueue)
                .add(new PendingTarget(target.getValue(), wait)));
        return lacking.isPresent();
    }

    private static Queue<PendingTarget> newQueue(Partition partition) {
        return new PriorityQueue<>(Comparator.comparingLong(PendingTarget::target));
    }

    private static void complete(List<Waiter> ready) {
        ready.forEach(wait -> wait.done().complete(null));
    }
}
