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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Validates records one after the other, in the order of the topic, away from the folding thread. A validation that takes
 * too long counts as failed; its thread is left to itself, and a further one takes over, up to a bound.
 */
abstract class CheckQueue implements AutoCloseable {
    /** Size of a record for which no space was taken. */
    private static final int NO_SPACE = -1;

    /** Validates at once, on the thread of the caller and without a time limit. */
    static final CheckQueue INLINE = new CheckQueue() {
        @Override
        boolean tryReserve(int bytes) {
            return true;
        }

        @Override
        void reserve(int bytes) {}

        @Override
        void requireSound() {}

        @Override
        <T> void submit(int bytes, Supplier<Decoded<T>> validation, Consumer<Decoded<T>> done) {
            done.accept(validation.get());
        }

        @Override
        public void close() {}
    };

    private static final String FULL =
            "was not checked, because too many rule groups and configurations wait for their check: correct those whose"
                    + " check is slow, and write this one again";

    /** A queue with its own threads. */
    static CheckQueue background(Duration timeout) {
        return background(CheckTime.of(timeout));
    }

    static CheckQueue background(CheckTime time) {
        return new Background(time);
    }

    /**
     * Validates a record, then passes on its fold.
     *
     * @param bytes size of the record
     * @param mayWait whether to wait as long as necessary for space; otherwise the record counts as not valid without it
     */
    final <T> void check(Check<T> check, int bytes, boolean mayWait, Consumer<Supplier<FoldResult>> folds) {
        if (mayWait) {
            reserve(bytes);
        }
        var isReserved = mayWait || tryReserve(bytes);
        var due = isReserved ? check : check.refused(FULL);
        submit(isReserved ? bytes : NO_SPACE, due.validation(), read -> folds.accept(() -> due.folded(read)));
    }

    /**
     * Takes space for a record. Waits for it for a second at most, and not at all while the queue has been full since the
     * last wait. Returns false if there is none.
     */
    abstract boolean tryReserve(int bytes);

    /** Takes space for a record, and waits as long as necessary. */
    abstract void reserve(int bytes);

    /** @throws IllegalStateException once, if a result could not be passed on: the state has a gap */
    abstract void requireSound();

    /** Validates a record for which there is space, then passes on the result. Results come in the order of the calls. */
    abstract <T> void submit(int bytes, Supplier<Decoded<T>> validation, Consumer<Decoded<T>> done);

    /** Forgets what was not validated yet. */
    @Override
    public abstract void close();

    private static final class Background extends CheckQueue {
        private static final int PERMIT_BYTES = 1024;
        private static final int PERMITS = Limit.UNCHECKED_RECORDS.intValue() / PERMIT_BYTES;
        private static final long MAX_WAIT_MILLIS = 1_000;

        private final CheckTime time;
        private final Semaphore capacity = new Semaphore(PERMITS);
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private volatile boolean isFull;
        private final ExecutorService sequence = Executors.newSingleThreadExecutor(Threads.daemon("record-checks"));
        private final ExecutorService workers = new ThreadPoolExecutor(
                0,
                Limit.CHECKS_AT_A_TIME.intValue(),
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Threads.daemon("record-check"),
                Background::handOver);

        Background(CheckTime time) {
            this.time = time;
        }

        /** Waits for a thread whose check has ended, but which does not take the next one yet. */
        private static void handOver(Runnable check, ThreadPoolExecutor threads) {
            try {
                if (threads.getQueue().offer(check, MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new RejectedExecutionException("all threads are in use");
        }

        @Override
        boolean tryReserve(int bytes) {
            var isFree = isFull ? capacity.tryAcquire(permits(bytes)) : tryReserveInTime(bytes);
            isFull = !isFree;
            return isFree;
        }

        private boolean tryReserveInTime(int bytes) {
            try {
                return capacity.tryAcquire(permits(bytes), MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        void reserve(int bytes) {
            capacity.acquireUninterruptibly(permits(bytes));
        }

        @Override
        void requireSound() {
            var cause = failure.getAndSet(null);
            if (cause != null) {
                throw new IllegalStateException(
                        "a checked record could not be applied: " + Causes.message(cause), cause);
            }
        }

        @Override
        <T> void submit(int bytes, Supplier<Decoded<T>> validation, Consumer<Decoded<T>> done) {
            try {
                sequence.execute(() -> {
                    try {
                        done.accept(validate(validation));
                    } catch (RuntimeException | Error e) {
                        OutOfMemory.endProcess(e);
                        if (!sequence.isShutdown()) {
                            failure.compareAndSet(null, e);
                        }
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
                return time.run(workers, validation);
            } catch (TimeoutException e) {
                return new Decoded.Invalid<>("was not checked within %d s of processor time: make it smaller or simpler"
                        .formatted(time.limit().toSeconds()));
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
            return bytes == NO_SPACE ? 0 : Math.min(PERMITS, 1 + bytes / PERMIT_BYTES);
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
