package dev.tocsin.evaluator;

import java.time.Instant;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The ticks that groups of this instance have yet to evaluate. Used on the loop only. */
final class OutstandingTicks {
    private final TreeMap<Instant, Integer> groups = new TreeMap<>();

    private final Consumer<Instant> done;

    /** @param done receives a tick when no group has yet to evaluate it */
    OutstandingTicks(Consumer<Instant> done) {
        this.done = done;
    }

    void begin(Instant tick) {
        groups.merge(tick, 1, Integer::sum);
    }

    void end(Instant tick) {
        groups.computeIfPresent(tick, (key, count) -> count == 1 ? null : count - 1);
        if (!groups.containsKey(tick)) {
            done.accept(tick);
        }
    }

    /** The newest time up to which all evaluations are done, given the complete tick. */
    Instant settledUpTo(Instant complete) {
        return groups.isEmpty() || groups.firstKey().isAfter(complete)
                ? complete
                : groups.firstKey().minusMillis(1);
    }
}
