package dev.tocsin.senders;

import dev.tocsin.limits.Limit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Limits concurrent requests per address. Further requests wait in a queue of the address, so that a receiver that hangs
 * uses few connections and does not delay requests to others. Thread-safe.
 */
final class ConcurrencyLimiter {
    private final int maxConcurrent;
    private final Executor threads;
    private final Map<String, AddressQueue> queues = new HashMap<>();

    /** @param threads on which queued requests start */
    ConcurrencyLimiter(int maxConcurrent, Executor threads) {
        this.maxConcurrent = maxConcurrent;
        this.threads = threads;
    }

    private static final class AddressQueue {
        private final Set<QueuedRequest> waiting = new LinkedHashSet<>();
        private int active;
    }

    private record QueuedRequest(Runnable start, CompletableFuture<?> done) {
        // Identity: two requests are never the same.
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /**
     * Starts the request now or when the address has capacity. A request that is done before is skipped.
     *
     * @param done completes, in any way, when the request no longer counts
     */
    void submit(String address, CompletableFuture<?> done, Runnable start) {
        var request = new QueuedRequest(start, done);
        if (isFull(address)) {
            done.completeExceptionally(new IllegalStateException("too many deliveries wait for this receiver"));
            return;
        }
        var isAcquired = tryAcquire(address, request);
        done.whenComplete((response, error) -> release(address, request));
        if (isAcquired) {
            start.run();
        }
    }

    private synchronized boolean isFull(String address) {
        var queue = queues.get(address);
        return queue != null && queue.waiting.size() >= Limit.WAITING_DELIVERIES.intValue();
    }

    private synchronized boolean tryAcquire(String address, QueuedRequest request) {
        var queue = queues.computeIfAbsent(address, any -> new AddressQueue());
        if (queue.active == maxConcurrent) {
            queue.waiting.add(request);
            return false;
        }
        queue.active++;
        return true;
    }

    private void release(String address, QueuedRequest request) {
        next(address, request).ifPresent(other -> threads.execute(other.start()));
    }

    /** The request that starts in place of one that is done. Empty if the done one was only queued. */
    private synchronized Optional<QueuedRequest> next(String address, QueuedRequest request) {
        var queue = queues.get(address);
        if (queue.waiting.remove(request)) {
            return Optional.empty();
        }
        var next =
                queue.waiting.stream().filter(other -> !other.done().isDone()).findFirst();
        if (next.isPresent()) {
            queue.waiting.remove(next.get());
        } else if (--queue.active == 0 && queue.waiting.isEmpty()) {
            queues.remove(address);
        }
        return next;
    }
}
