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
final class Lanes {
    private final int most;
    private final Executor threads;
    private final Map<String, Lane> lanes = new HashMap<>();

    /** @param threads on which those begin that had to wait */
    Lanes(int most, Executor threads) {
        this.most = most;
        this.threads = threads;
    }

    private static final class Lane {
        private final Set<Entrant> waiting = new LinkedHashSet<>();
        private int inside;
    }

    private record Entrant(Runnable begin, CompletableFuture<?> done) {
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
    void enter(String address, CompletableFuture<?> done, Runnable begin) {
        var entrant = new Entrant(begin, done);
        var mayBegin = admits(address, entrant);
        done.whenComplete((answer, error) -> leave(address, entrant));
        if (mayBegin) {
            begin.run();
        }
    }

    private synchronized boolean admits(String address, Entrant entrant) {
        var lane = lanes.computeIfAbsent(address, any -> new Lane());
        if (lane.inside == most) {
            lane.waiting.add(entrant);
            return false;
        }
        lane.inside++;
        return true;
    }

    private void leave(String address, Entrant entrant) {
        next(address, entrant).ifPresent(other -> threads.execute(other.begin()));
    }

    private synchronized Optional<Entrant> next(String address, Entrant entrant) {
        var lane = lanes.get(address);
        if (lane.waiting.remove(entrant)) {
            return Optional.empty();
        }
        var next = lane.waiting.stream().filter(other -> !other.done().isDone()).findFirst();
        if (next.isPresent()) {
            lane.waiting.remove(next.get());
        } else if (--lane.inside == 0 && lane.waiting.isEmpty()) {
            lanes.remove(address);
        }
        return next;
    }
}
