package dev.tocsin.timing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/** A single thread with a clock and an alarm. A test puts virtual time in its place. */
public interface Loop extends Executor {
    /** What the wall clock says; for facts that people read, and for rules that speak of dates. */
    Instant now();

    /** A clock that never jumps, since an arbitrary beginning; for measuring how long something took. */
    Duration monotonic();

    /** Runs the task on the loop once the delay has passed; at once if it is zero or negative. */
    Alarm after(Duration delay, Runnable task);

    /** Takes the outcome of a future up on this loop. The error is the cause itself, not its wrapper. */
    default <T> void whenDone(CompletableFuture<T> future, BiConsumer<T, Throwable> action) {
        future.whenComplete((value, error) -> execute(() -> action.accept(value, Causes.unwrap(error))));
    }

    /** Something that will happen, unless it is called off. */
    interface Alarm {
        void cancel();
    }
}
