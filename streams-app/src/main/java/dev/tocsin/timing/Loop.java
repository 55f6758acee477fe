package dev.tocsin.timing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * A single thread with timers and a monotonic clock. A test replaces it with virtual time. It has no wall clock, so
 * that the notifier can decide by log time only; see {@link WallClockLoop}.
 */
public interface Loop extends Executor {
    /** Monotonic time since an arbitrary origin, for measuring durations. */
    Duration monotonic();

    /** Runs the task on the loop after the delay; as soon as possible if the delay is zero or negative. */
    Alarm after(Duration delay, Runnable task);

    /** Runs the action on this loop once the future is done. The error is the cause itself, not its wrapper. */
    default <T> void whenDone(CompletableFuture<T> future, BiConsumer<T, Throwable> action) {
        future.whenComplete((value, error) -> execute(() -> action.accept(value, Causes.unwrap(error))));
    }

    /** A timer that can be cancelled. */
    interface Alarm {
        void cancel();
    }
}
