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
final class Turns {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final Loop loop;
    private final String whose;
    private final Deque<Supplier<CompletableFuture<Void>>> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean over;

    Turns(Loop loop, String whose) {
        this.loop = loop;
        this.whose = whose;
    }

    /** The next turn begins when what is begun here is done. */
    void take(Supplier<CompletableFuture<Void>> turn) {
        if (!over) {
            waiting.add(turn);
            next();
        }
    }

    /** A turn that is over at once. */
    void take(Runnable turn) {
        take(() -> {
            turn.run();
            return CompletableFuture.completedFuture(null);
        });
    }

    /** No turn begins any more. */
    void end() {
        over = true;
        waiting.clear();
    }

    private void next() {
        while (!busy && !waiting.isEmpty()) {
            var turn = begin(waiting.poll());
            busy = !turn.isDone();
            loop.whenDone(turn, (done, error) -> complain(error));
            if (busy) {
                loop.whenDone(turn, (done, error) -> {
                    busy = false;
                    next();
                });
            }
        }
    }

    private static CompletableFuture<Void> begin(Supplier<CompletableFuture<Void>> turn) {
        try {
            return turn.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void complain(Throwable error) {
        if (error != null) {
            LOG.atError()
                    .addKeyValue("group", whose)
                    .addKeyValue("reason", Causes.sentence(error))
                    .setCause(error)
                    .log("Something went wrong with a rule group; it goes on");
        }
    }
}
