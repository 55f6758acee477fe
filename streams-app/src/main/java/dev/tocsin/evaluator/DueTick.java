package dev.tocsin.evaluator;

import java.time.Instant;
import java.util.Optional;

/**
 * The tick of one group that is due and waits for its evaluation. There is at most one: a group that is slower than its
 * interval misses ticks.
 */
final class DueTick {
    private final OutstandingTicks outstanding;
    private Instant waiting;

    DueTick(OutstandingTicks outstanding) {
        this.outstanding = outstanding;
    }

    /**
     * Adds the newest tick between two complete ticks. A tick that still waits is left out.
     *
     * @param after the complete tick before, exclusive
     * @param until the complete tick, inclusive
     */
    void add(Ticks ticks, Instant after, Instant until) {
        var tick = ticks.lastTickAt(until);
        if (tick.isAfter(after)) {
            add(tick);
        }
    }

    /** Adds a tick. One that still waits is left out. */
    void add(Instant tick) {
        clear();
        outstanding.begin(tick);
        waiting = tick;
    }

    /** Takes the tick. It is outstanding until it has {@link #ended}. */
    Optional<Instant> poll() {
        var tick = Optional.ofNullable(waiting);
        waiting = null;
        return tick;
    }

    /**
     * The evaluation of a tick has ended. If it is to be repeated, the tick waits again, unless a newer one does.
     *
     * @param tick null if none was due
     * @param isDone whether the tick is evaluated, or will never be
     */
    void ended(Instant tick, boolean isDone) {
        if (tick != null && (isDone || waiting != null)) {
            outstanding.end(tick);
        } else if (tick != null) {
            waiting = tick;
        }
    }

    boolean isEmpty() {
        return waiting == null;
    }

    void clear() {
        if (waiting != null) {
            outstanding.end(waiting);
            waiting = null;
        }
    }
}
