package dev.tocsin.evaluator;

import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs asynchronous tasks of one group one after another, in order of submission. A failed task is logged, and the next
 * one runs. Used on the loop only.
 */
final class SerialExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

    private final Loop loop;
    private final String group;
    private final Deque<Supplier<CompletableFuture<Void>>> queue = new ArrayDeque<>();
    private boolean running;
    private boolean closed;

    SerialExecutor(Loop loop, String group) {
        this.loop = loop;
        this.group = group;
    }

    /** The next task starts once the future of this one completes. */
    void submit(Supplier<CompletableFuture<Void>> task) {
        if (!closed) {
            queue.add(task);
            runNext();
        }
    }

    void submit(Runnable task) {
        submit(() -> {
            task.run();
            return CompletableFuture.completedFuture(null);
        });
    }

    /** Starts no more tasks. */
    void close() {
        closed = true;
        queue.clear();
    }

    private void runNext() {
        while (!running && !queue.isEmpty()) {
            var task = start(queue.poll());
            running = !task.isDone();
            loop.whenDone(task, (done, error) -> logFailure(error));
            if (running) {
                loop.whenDone(task, (done, error) -> {
                    running = false;
                    runNext();
                });
            }
        }
    }

    private static CompletableFuture<Void> start(Supplier<CompletableFuture<Void>> task) {
        try {
            return task.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void logFailure(Throwable error) {
        if (error != null) {
            LOG.atError()
                    .addKeyValue("group", group)
                    .addKeyValue("reason", Causes.message(error))
                    .setCause(error)
                    .log("A task of a rule group failed; the group continues");
        }
    }
}
