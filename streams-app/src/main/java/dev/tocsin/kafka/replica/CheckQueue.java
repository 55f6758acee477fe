package dev.tocsin.kafka.replica;

import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.limits.Limit;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.OutOfMemory;
import dev.tocsin.timing.Threads;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Validates records one after the other, in the order of the topic, away from the folding thread. A validation that takes
 * too long counts as failed; its thread is left to itself, and a further one takes over, up to a bound.
 */
abstract class CheckQueue implements AutoCloseable {
    /** Validates at once, on the thread of the caller and without a time limit. */
    static final CheckQueue INLINE = new CheckQueue() {
        @Override
        void awaitCapacity(int bytes) {}

        @Override
        <T> void submit(int bytes, Supplier<Decoded<T>> validation, Consumer<Decoded<T>> done) {
            done.accept(validation.get());
        }

        @Override
        public void close() {}
    };

    /** A queue with its own threads. */
    static CheckQueue background(Duration timeout) {
        return new Background(timeout);
    }

    /** Waits until the queue has space for a record. */
    abstract void awaitCapacity(int bytes);

    /** Validates a record for which there is space, then passes on the result. Results come in the order of the calls. */
    abstract <T> void submit(int bytes, Supplier<Decoded<T>> validation, Consumer<Decoded<T>> done);

    /** Forgets what was not validated yet. */
    @Override
    public abstract void close();

    private static final class Background extends CheckQueue {
        private static final int PERMIT_BYTES = 1024;
        private static final int PERMITS = Limit.UNCHECKED_RECORDS.intValue() / PERMIT_BYTES;

        private final Duration timeout;
        private final Semaphore capacity = new Semaphore(PERMITS);
        private final ExecutorService sequence = Executors.newSingleThreadExecutor(Threads.daemon("record-checks"));
        private final ExecutorService workers = new ThreadPoolExecutor(
                0,
                Limit.CHECKS_AT_A_TIME.intValue(),
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Threads.daemon("record-check"));

        Background(Duration timeout) {
            this.timeout = timeout;
        }

        @Override
        void awaitCapacity(int bytes) {
            capacity.acquireUninterruptibly(permits(bytes));
        }

        @Override
        <T> void submit(int bytes, Supplier<Decoded<T>> validation, Consumer<Decoded<T>> done) {
            try {
                sequence.execute(() -> {
                    try {
                        done.accept(validate(validation));
                    } finally {
                        capacity.release(permits(bytes));
                    }
                });
            } catch (RejectedExecutionException closed) {
                capacity.release(permits(bytes));
            }
        }

        private <T> Decoded<T> validate(Supplier<Decoded<T>> validation) {
            try {
                var running = workers.submit(validation::get);
                try {
                    return running.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    running.cancel(true);
                    return new Decoded.Invalid<>(
                            "was not checked within %d s: make it smaller or simpler".formatted(timeout.toSeconds()));
                }
            } catch (ExecutionException e) {
                OutOfMemory.endProcess(e.getCause());
                return new Decoded.Invalid<>("cannot be read: " + Causes.message(e));
            } catch (RejectedExecutionException busy) {
                return new Decoded.Invalid<>(
                        "was not checked, because checks of %d earlier records do not end: correct those, restart the instance, and write this one again"
                                .formatted(Limit.CHECKS_AT_A_TIME.value()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("closed", e);
            }
        }

        private static int permits(int bytes) {
            return Math.min(PERMITS, 1 + bytes / PERMIT_BYTES);
        }

        @Override
        public void close() {
            sequence.shutdownNow();
            workers.shutdownNow();
            // A folding thread that waits for space must end, too.
            capacity.release(PERMITS);
        }
    }
}
