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
 * Lets one thing at a time happen to a group, in the order in which it was asked for, some of which take a while. One
 * that fails is logged and ends like any other. Runs on the loop.
 */
final class SerialExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

    private final Loop loop;
    private final String group;
    private final Deque<Supplier<CompletableFuture<Void>>> queue = new ArrayDeque<>();
    private boolean running;
    private boolean closed;

    SerialExecutor(Loop loop, String whose) {
        this.loop = loop;
        this.group = whose;
    }

    /** The next turn begins when what is begun here is done. */
    void submit(Supplier<CompletableFuture<Void>> turn) {
        if (!closed) {
            queue.add(turn);
            runNext();
        }
    }

    /** A turn that is over at once. */
    void submit(Runnable turn) {
        submit(() -> {
            turn.run();
            return CompletableFuture.completedFuture(null);
        });
    }

    /** No turn begins any more. */
    void close() {
        closed = true;
        queue.clear();
    }

    private void runNext() {
        while (!running && !queue.isEmpty()) {
            var turn = start(queue.poll());
            running = !turn.isDone();
            loop.whenDone(turn, (done, error) -> logFailure(error));
            if (running) {
                loop.whenDone(turn, (done, error) -> {
                    running = false;
                    runNext();
                });
            }
        }
    }

    private static CompletableFuture<Void> start(Supplier<CompletableFuture<Void>> turn) {
        try {
            return turn.get();
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
                    .log("Something went wrong with a rule group; it goes on");
        }
    }
}
