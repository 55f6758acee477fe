package dev.tocsin.app;

import dev.tocsin.timing.Threads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which rules are evaluated: as many as there are processors. */
final class EvaluationThreadPool implements AutoCloseable {
    private final ExecutorService executor;

    EvaluationThreadPool() {
        var number = new AtomicInteger();
        executor = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                task -> Threads.daemon("evaluation-" + number.getAndIncrement()).newThread(task));
    }

    ExecutorService executor() {
        return executor;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
