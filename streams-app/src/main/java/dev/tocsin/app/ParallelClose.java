package dev.tocsin.app;

import dev.tocsin.timing.Threads;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Several parts that are closed at the same time, since each may take a while. */
record ParallelClose(List<AutoCloseable> parts) implements AutoCloseable {
    static ParallelClose of(AutoCloseable... parts) {
        return new ParallelClose(List.of(parts));
    }

    @Override
    public void close() {
        CompletableFuture.allOf(parts.stream().map(ParallelClose::closeAsync).toArray(CompletableFuture[]::new))
                .join();
    }

    private static CompletableFuture<Void> closeAsync(AutoCloseable part) {
        var closed = new CompletableFuture<Void>();
        Threads.daemon("closing-" + part.getClass().getSimpleName())
                .newThread(() -> {
                    try {
                        part.close();
                        closed.complete(null);
                    } catch (Exception e) {
                        closed.completeExceptionally(e);
                    }
                })
                .start();
        return closed;
    }
}
