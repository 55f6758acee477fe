package dev.tocsin.streams;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** How far partitions have been read, and who waits for that. Safe for any number of threads. */
final class Progress {
    private final Map<Partition, Long> next = new HashMap<>();
    private final List<Wait> waits = new ArrayList<>();

    private record Wait(Map<Partition, Long> targets, CompletableFuture<Void> done) {}

    /** Done once everything before the targets has been read. Its followers run on the reading thread. */
    CompletableFuture<Void> reach(Map<Partition, Long> targets) {
        var wait = new Wait(Map.copyOf(targets), new CompletableFuture<>());
        synchronized (this) {
            if (!isReached(wait)) {
                waits.add(wait);
                return wait.done();
            }
        }
        wait.done().complete(null);
        return wait.done();
    }

    /** Everything before an offset has been read; never goes back. */
    void reached(Partition partition, long offset) {
        complete(readyAfter(() -> next.merge(partition, offset, Math::max)));
    }

    /** Reading begins elsewhere, as when a client was built anew. */
    void restart(Map<Partition, Long> from) {
        complete(readyAfter(() -> {
            next.clear();
            next.putAll(from);
        }));
    }

    /** The next offset to be read; 0 where nothing has been. */
    synchronized long next(Partition partition) {
        return next.getOrDefault(partition, 0L);
    }

    private synchronized List<Wait> readyAfter(Runnable change) {
        change.run();
        if (waits.isEmpty()) {
            return List.of();
        }
        waits.removeIf(wait -> wait.done().isDone());
        var ready = waits.stream().filter(this::isReached).toList();
        waits.removeAll(ready);
        return ready;
    }

    private boolean isReached(Wait wait) {
        return wait.targets().entrySet().stream()
                .allMatch(target -> next.getOrDefault(target.getKey(), 0L) >= target.getValue());
    }

    private static void complete(List<Wait> ready) {
        ready.forEach(wait -> wait.done().complete(null));
    }
}
