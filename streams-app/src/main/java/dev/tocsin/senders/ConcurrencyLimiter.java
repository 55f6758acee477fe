package dev.tocsin.senders;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Lets so many requests at a time be on their way to one address; the others wait in a lane of that address, so that a
 * receiver that hangs holds few connections and keeps nobody else waiting.
 */
final class ConcurrencyLimiter {
    private final int maxConcurrent;
    private final Executor threads;
    private final Map<String, AddressQueue> queues = new HashMap<>();

    /** @param threads on which those begin that had to wait */
    ConcurrencyLimiter(int most, Executor threads) {
        this.maxConcurrent = most;
        this.threads = threads;
    }

    private static final class AddressQueue {
        private final Set<QueuedRequest> waiting = new LinkedHashSet<>();
        private int active;
    }

    private record QueuedRequest(Runnable start, CompletableFuture<?> done) {
        // Two are the same only if they are one.
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Begins when it is its turn, unless it is done by then; it has left once it is done, in whatever way. */
    void submit(String address, CompletableFuture<?> done, Runnable begin) {
        var entrant = new QueuedRequest(begin, done);
        var mayBegin = tryAcquire(address, entrant);
        done.whenComplete((answer, error) -> release(address, entrant));
        if (mayBegin) {
            begin.run();
        }
    }

    private synchronized boolean tryAcquire(String address, QueuedRequest entrant) {
        var lane = queues.computeIfAbsent(address, any -> new AddressQueue());
        if (lane.active == maxConcurrent) {
            lane.waiting.add(entrant);
            return false;
        }
        lane.active++;
        return true;
    }

    private void release(String address, QueuedRequest entrant) {
        next(address, entrant).ifPresent(other -> threads.execute(other.start()));
    }

    private synchronized Optional<QueuedRequest> next(String address, QueuedRequest entrant) {
        var lane = queues.get(address);
        if (lane.waiting.remove(entrant)) {
            return Optional.empty();
        }
        var next = lane.waiting.stream().filter(other -> !other.done().isDone()).findFirst();
        if (next.isPresent()) {
            lane.waiting.remove(next.get());
        } else if (--lane.active == 0 && lane.waiting.isEmpty()) {
            queues.remove(address);
        }
        return next;
    }
}
