package dev.tocsin.notifier;

import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;

/**
 * A loop whose dates are those of the log, so that instances whose clocks differ agree on what is due, what is over
 * and what is silenced. (Decision 7.)
 */
record LogTimeLoop(Loop loop, ClusterLog log) implements Loop {
    @Override
    public Instant now() {
        return log.time();
    }

    @Override
    public Duration monotonic() {
        return loop.monotonic();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        return loop.after(delay, task);
    }
}
